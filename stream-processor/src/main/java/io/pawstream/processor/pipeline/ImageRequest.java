package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import org.jspecify.annotations.Nullable;

/** An image record whose event has not been read yet. */
public interface ImageRequest {

    /** {@return the key of the record; null if it has none} */
    byte @Nullable [] key();

    /** {@return the position of the record} */
    RecordAddress address();

    /** {@return the timestamp of the record, in milliseconds since the epoch; negative if it has none} */
    long timestampMillis();

    /** {@return whether the image was published again after a rejection} */
    boolean isReplayed();

    /**
     * Reads the event. Inference workers call this method.
     *
     * @return the event; its data may be empty
     * @throws MalformedEventException if the record is not a valid image event
     */
    ImageEvent read() throws MalformedEventException;

    /** {@return the identity of the image, even if its event is malformed} */
    ImageIdentity identity();
}
