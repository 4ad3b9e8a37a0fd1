package io.pawstream.contract.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The processing stage that rejected an image: the value of the header {@code rejection-stage}. */
public enum RejectionStage {
    /** Parsing the CloudEvent in the record, and checking its deadline. */
    EVENT,
    /** Looking up the model that the event requests. */
    MODEL,
    /** Fetching the image that the event refers to. */
    REFERENCE,
    /** Decoding the encoded bytes to pixels. */
    DECODE,
    /** Computing class probabilities from pixels. */
    INFERENCE,
    /** Any stage in which the service itself fails. */
    SERVICE;

    /** {@return the name in headers, JSON and metrics: lower case, for instance {@code decode}} */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
