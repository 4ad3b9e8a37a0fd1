package io.pawstream.contract.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an image in logs, traces and rejections, even if its event is malformed.
 *
 * @param id id of the image event, or {@code topic-partition-offset} if it has none
 * @param source source of the image event, or {@code kafka:topic} if it has none
 * @param subject file name of the image; absent if the event has none
 * @param traceparent W3C trace context of the publisher; absent if the event has none
 */
public record ImageIdentity(
        String id,
        String source,
        @Nullable String subject,
        @Nullable String traceparent) {

    /**
     * Validates the identity.
     *
     * @param id id of the image event
     * @param source source of the image event
     * @param subject file name of the image
     * @param traceparent W3C trace context of the publisher
     * @throws NullPointerException if {@code id} or {@code source} is null
     */
    public ImageIdentity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
    }
}
