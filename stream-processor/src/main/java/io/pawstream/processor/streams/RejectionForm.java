package io.pawstream.processor.streams;

import java.time.Instant;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.jspecify.annotations.Nullable;

/**
 * How a rejection differs from its image record, so that the topic of rejections accepts it.
 *
 * @param timesTooLarge how often the rejection was too large; from 1 it has no image, from 2 it also has neither the key
 *     nor the headers of the image record
 * @param time timestamp of the rejection; absent to use that of the image record
 * @param needsKey whether the rejection has a key even if the image record has none
 */
record RejectionForm(int timesTooLarge, @Nullable Instant time, boolean needsKey) {

    /** The key, value, headers and timestamp of the image record. */
    static final RejectionForm ORIGINAL = new RejectionForm(0, null, false);

    /** Returns the form to try after the broker did not accept this one. */
    RejectionForm after(Exception failure, Instant now) {
        if (failure instanceof InvalidTimestampException) {
            return new RejectionForm(timesTooLarge, now, needsKey);
        }
        // The client reports several records of a batch this way, whatever rule of the topic each violates.
        return failure instanceof InvalidRecordException && !needsKey
                ? new RejectionForm(timesTooLarge, now, true)
                : new RejectionForm(timesTooLarge + 1, time, needsKey);
    }
}
