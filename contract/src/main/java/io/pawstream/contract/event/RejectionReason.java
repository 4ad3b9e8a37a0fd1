package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an image was rejected: the value of the header {@code rejection-reason} and of the metric tag {@code reason}.
 *
 * <p>An image is rejected only for errors in the image or its event, or if the service fails on its record repeatedly.
 * Other failures of the service are retried without a limit. Fetching a referenced image is retried for a limited time
 * only, so that a host that is down does not block a partition.
 */
public enum RejectionReason {
    /** The record is not a valid CloudEvent. */
    MALFORMED_EVENT(RejectionStage.EVENT, "the record has CloudEvents headers but is not a valid CloudEvent"),
    /** There is nothing to classify: the record has no value and no reference. */
    EMPTY(RejectionStage.EVENT, "the event has neither image data nor a dataref"),
    /** The record, decompressed, is larger than the service accepts. Its value is not read. */
    RECORD_TOO_LARGE(RejectionStage.EVENT, "the record exceeds the size limit after decompression"),
    /** The image reached its deadline, {@code ce_expirytime} or the maximum age, before its inference started. */
    EXPIRED(RejectionStage.EVENT, "the image expired before it was classified"),
    /** {@code ce_model} names a model that does not exist or cannot be loaded. */
    UNKNOWN_MODEL(RejectionStage.MODEL, "the event requests a model that is not in the repository"),
    /** The configuration does not allow reading {@code ce_dataref}. */
    REFERENCE_NOT_ALLOWED(
            RejectionStage.REFERENCE, "dataref is not a valid URI, or its scheme, directory or host is not allowed"),
    /** The file or host reports that the image does not exist or may not be read. */
    REFERENCE_NOT_FOUND(RejectionStage.REFERENCE, "there is no image at dataref, or access to it is denied"),
    /** The file or host still failed when the time for retries ended. */
    REFERENCE_UNAVAILABLE(
            RejectionStage.REFERENCE, "the image at dataref could not be fetched within the configured time"),
    /** The first bytes are not those of a supported image format. */
    UNSUPPORTED_FORMAT(RejectionStage.DECODE, "the data is not a JPEG, PNG, GIF, BMP or WebP image"),
    /** The encoded image is larger than the service accepts. */
    TOO_MANY_BYTES(RejectionStage.DECODE, "the encoded image exceeds the configured size limit"),
    /** The decoded image would be larger than the service accepts. */
    TOO_MANY_PIXELS(RejectionStage.DECODE, "the image exceeds the configured pixel limit"),
    /** Decoding the image would take more work than the service accepts. */
    TOO_MUCH_WORK(RejectionStage.DECODE, "decoding the image exceeds the configured work limit"),
    /** The image is incomplete. */
    TRUNCATED(RejectionStage.DECODE, "the image data ends before the last row"),
    /** The image is damaged, or uses an unsupported variant of its format. */
    UNREADABLE(RejectionStage.DECODE, "the data starts like an image but cannot be decoded"),
    /** Inference fails on this image, while a probe image succeeds. */
    INFERENCE_FAILED(RejectionStage.INFERENCE, "the model fails on this image but not on others"),
    /** Kafka never accepts the prediction, for example because its timestamp, that of the image, is too old. */
    PREDICTION_NOT_ACCEPTED(RejectionStage.SERVICE, "Kafka does not accept the prediction of the image"),
    /** A defect of the service: each attempt failed. */
    INTERNAL_ERROR(RejectionStage.SERVICE, "every attempt to process the record failed with an unexpected exception");

    private final RejectionStage stage;
    private final String explanation;

    RejectionReason(RejectionStage stage, String explanation) {
        this.stage = stage;
        this.explanation = explanation;
    }

    /** {@return the stage that rejects images for this reason} */
    public RejectionStage stage() {
        return stage;
    }

    /**
     * {@return the name in headers, JSON and metrics: lower case with hyphens, for instance {@code too-many-pixels}}
     */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the reason as an English clause, without an initial capital or a full stop} */
    public String explanation() {
        return explanation;
    }

    /**
     * Returns the reason with the given name.
     *
     * @param word the name in headers, as {@link #word} returns it
     * @return the reason
     * @throws IllegalArgumentException if no reason has this name; the message lists all names
     */
    public static RejectionReason ofWord(@Nullable String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown rejection reason \"" + word + "\"; allowed: "
                        + String.join(
                                ", ",
                                Arrays.stream(values())
                                        .map(RejectionReason::word)
                                        .toList())));
    }
}
