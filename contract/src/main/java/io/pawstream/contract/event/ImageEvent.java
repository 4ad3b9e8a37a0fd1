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
 * @param expiryTime {@code ce_expirytime}, from which on the image is rejected instead of classified; absent if the event
 *     has none
 * @param contentType {@code content-type} of the data; absent if the record has none
 * @param model {@code ce_model}, the name of the requested model; absent to use the model selection
 * @param dataRef {@code ce_dataref}, the URI of the image of an event without data; absent if the event has none
 * @param traceparent {@code ce_traceparent}, copied to the prediction; absent if the event has none
 * @param data the encoded image, not copied; empty if the event has no data
 */
// The service neither compares events nor copies their data.
@SuppressWarnings("ArrayRecordComponent")
public record ImageEvent(
        String id,
        String source,
        @Nullable String subject,
        @Nullable OffsetDateTime time,
        @Nullable OffsetDateTime expiryTime,
        @Nullable String contentType,
        @Nullable String model,
        @Nullable String dataRef,
        @Nullable String traceparent,
        byte[] data) {

    /** {@code ce_type} of an image event. */
    public static final String TYPE = "io.pawstream.image.v1";

    /**
     * Validates the event.
     *
     * @param id {@code ce_id}, unique within the source
     * @param source {@code ce_source}, a URI reference
     * @param subject {@code ce_subject}, the file name
     * @param time {@code ce_time}, when the image was published
     * @param expiryTime {@code ce_expirytime}, from which on the image is rejected
     * @param contentType {@code content-type} of the data
     * @param model {@code ce_model}, the name of the requested model
     * @param dataRef {@code ce_dataref}, the URI of the image
     * @param traceparent {@code ce_traceparent}, copied to the prediction
     * @param data the encoded image, not copied
     * @throws NullPointerException if {@code id}, {@code source} or {@code data} is null
     */
    public ImageEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(data, "data");
    }

    /**
     * Creates an event without an expiry time.
     *
     * @param id {@code ce_id}, unique within the source
     * @param source {@code ce_source}, a URI reference
     * @param subject {@code ce_subject}, the file name
     * @param time {@code ce_time}, when the image was published
     * @param contentType {@code content-type} of the data
     * @param model {@code ce_model}, the name of the requested model
     * @param dataRef {@code ce_dataref}, the URI of the image
     * @param traceparent {@code ce_traceparent}, copied to the prediction
     * @param data the encoded image, not copied
     * @throws NullPointerException if {@code id}, {@code source} or {@code data} is null
     */
    public ImageEvent(
            String id,
            String source,
            @Nullable String subject,
            @Nullable OffsetDateTime time,
            @Nullable String contentType,
            @Nullable String model,
            @Nullable String dataRef,
            @Nullable String traceparent,
            byte[] data) {
        this(id, source, subject, time, null, contentType, model, dataRef, traceparent, data);
    }

    /** {@return what identifies the image in logs, traces and rejections} */
    public ImageIdentity identity() {
        return new ImageIdentity(id, source, subject, traceparent);
    }
}
