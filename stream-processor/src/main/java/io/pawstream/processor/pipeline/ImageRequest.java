package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;

/**
 * An image event that has not been read yet.
 *
 * @param key key of its record, or null
 * @param input where the record lies
 * @param reader reads the event when its turn comes
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record ImageRequest(byte[] key, RecordAddress input, EventReader reader) {

    /** Reads the event of an image. */
    @FunctionalInterface
    public interface EventReader {
        /** The event; called on a decoding thread. */
        ImageEvent read() throws MalformedEventException;
    }
}
