package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The stage in which an image was refused: the value of the header {@code rejection-stage}. */
public enum RejectionStage {
    /** Reading the CloudEvent out of the record. */
    EVENT,
    /** Finding the model that the event asks for. */
    MODEL,
    /** Fetching the image from the address that the event carries. */
    REFERENCE,
    /** From encoded bytes to pixels. */
    DECODE,
    /** From pixels to a probability. */
    INFERENCE,
    /** Anywhere: the service itself failed. */
    SERVICE;

    /** The name in headers and metrics: lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
