package io.pawstream.contract.event;

import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A published image: a CloudEvent whose data is the encoded image. Source and id together identify it.
 *
 * @param id {@code ce_id}, unique within the source
 * @param source {@code ce_source}, a URI reference
 * @param subject {@code ce_subject}, the file name; absent if the event has none
 * @param time {@code ce_time}, when the image was published; absent if the event has none
 * @param contentType {@code content-type} of the data; absent if the record has none
 * @param model {@code ce_model}, the name of the requested model; absent to use the model selection
 * @param dataRef {@code ce_dataref}, the URI of the image of an event without data; absent if the event has none
 * @param traceparent {@code ce_traceparent}, copied to the prediction; absent if the event has none
 * @param data the encoded image, not copied; empty if the event has no data
 */
// Events are never compared by their data, and the data is not copied on its way through the service.
@SuppressWarnings("ArrayRecordComponent")
public record ImageEvent(
        String id,
        String source,
        @Nullable String subject,
        @Nullable OffsetDateTime time,
        @Nullable String contentType,
        @Nullable String model,
        @Nullable String dataRef,
        @Nullable String traceparent,
        byte[] data) {

    /** {@code ce_type} of an image event. */
    public static final String TYPE = "io.pawstream.image.v1";

    public ImageEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(data, "data");
    }

    /** Returns what identifies the image in logs, traces and rejections. */
    public ImageIdentity identity() {
        return new ImageIdentity(id, source, subject, traceparent);
    }
}
