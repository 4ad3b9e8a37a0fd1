package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import org.jspecify.annotations.Nullable;

/** An image record whose event is not read yet. */
public interface ImageRequest {

    /** Key of the record, or null if it has none. */
    byte @Nullable [] key();

    /** Address of the record. */
    RecordAddress address();

    /**
     * Reads the event. Called on an inference worker.
     *
     * @throws MalformedEventException if the record is not a valid image event
     */
    ImageEvent read() throws MalformedEventException;

    /** Identity of the image, as far as the record tells it; available for malformed events too. */
    ImageIdentity identity();
}
