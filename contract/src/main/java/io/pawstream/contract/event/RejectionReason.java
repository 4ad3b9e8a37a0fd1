package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * Why an image was refused: one word in the header {@code rejection-reason} and in the metric tag {@code reason}.
 *
 * <p>Only faults of the image or of its event are here, and defects that show with this record again and again. Any
 * other fault of the service is tried again and never rejects; a host that holds images and does not answer is tried
 * again for a while only, so that it cannot stop a partition for ever.
 */
public enum RejectionReason {
    MALFORMED_EVENT(RejectionStage.EVENT, "the record has CloudEvents headers but is not a valid CloudEvent"),
    EMPTY(RejectionStage.EVENT, "the event carries no bytes, and no address of any"),
    UNKNOWN_MODEL(RejectionStage.MODEL, "the event asks for a model that is not in the repository"),
    REFERENCE_NOT_ALLOWED(
            RejectionStage.REFERENCE, "the event's address is none, or its scheme, folder or host is not allowed"),
    REFERENCE_NOT_FOUND(RejectionStage.REFERENCE, "there is no image at the event's address, or no access to it"),
    REFERENCE_UNAVAILABLE(RejectionStage.REFERENCE, "the image at the event's address could not be fetched in time"),
    UNSUPPORTED_FORMAT(RejectionStage.DECODE, "the bytes are not a JPEG, PNG, GIF, BMP or WebP image"),
    TOO_MANY_BYTES(RejectionStage.DECODE, "the encoded image is larger than the configured limit"),
    TOO_MANY_PIXELS(RejectionStage.DECODE, "the image has more pixels than the configured limit"),
    TRUNCATED(RejectionStage.DECODE, "the image's data ends before its last row"),
    UNREADABLE(RejectionStage.DECODE, "the bytes begin like an image but cannot be decoded"),
    INFERENCE_FAILED(RejectionStage.INFERENCE, "the model fails on this image and on no other"),
    INTERNAL_ERROR(
            RejectionStage.SERVICE,
            "the service failed on this record each time that it tried, and nobody foresaw why");

    private final RejectionStage stage;
    private final String explanation;

    RejectionReason(RejectionStage stage, String explanation) {
        this.stage = stage;
        this.explanation = explanation;
    }

    /** The stage that refuses for this reason. */
    public RejectionStage stage() {
        return stage;
    }

    /** The name in headers and metrics: lower case with hyphens, for instance {@code too-many-pixels}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason in words, for people. */
    public String explanation() {
        return explanation;
    }

    /**
     * The reason with this word.
     *
     * @throws IllegalArgumentException if no reason has it
     */
    public static RejectionReason ofWord(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no rejection reason; there are "
                        + Arrays.stream(values()).map(RejectionReason::word).toList()));
    }
}
