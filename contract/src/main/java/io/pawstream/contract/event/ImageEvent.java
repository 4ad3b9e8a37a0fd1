package io.pawstream.contract.event;

import java.time.OffsetDateTime;
import java.util.Objects;

/**
 * An image that was published: a CloudEvent whose data are the encoded bytes.
 *
 * <p>An image's identity is (source, id).
 *
 * @param id {@code ce_id}, unique within the source
 * @param source {@code ce_source}, a URI reference
 * @param subject {@code ce_subject}, the file name, or null
 * @param time {@code ce_time}, when it was published, or null
 * @param contentType {@code content-type} of the data, or null
 * @param model {@code ce_model}, the name of the model that is asked for, or null
 * @param dataRef {@code ce_dataref}, an address that holds the image instead of the data, or null
 * @param traceparent {@code ce_traceparent}, copied to the prediction, or null
 * @param data the encoded image as it is; empty if the event has none
 */
// An image's identity is (source, id), never its bytes, and they are not copied on their way.
@SuppressWarnings("ArrayRecordComponent")
public record ImageEvent(
        String id,
        String source,
        String subject,
        OffsetDateTime time,
        String contentType,
        String model,
        String dataRef,
        String traceparent,
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
