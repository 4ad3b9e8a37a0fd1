package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;

/**
 * A request whose event a test provides.
 *
 * @param reader provides the event, on an inference worker
 */
public record TestRequest(RecordAddress address, EventReader reader, long timestampMillis, boolean isReplayed)
        implements ImageRequest {

    /** Identity of requests whose event is malformed. */
    public static final ImageIdentity FROM_RECORD = new ImageIdentity("from-record", "test", null, null);

    /** Provides an event. */
    @FunctionalInterface
    public interface EventReader {
        /** Returns the event. */
        ImageEvent read() throws MalformedEventException;
    }

    /** A request of a record from 1970. */
    public TestRequest(RecordAddress address, EventReader reader) {
        this(address, reader, 0, false);
    }

    /** Returns a request of the record images-0-0. */
    public static TestRequest of(EventReader reader) {
        return new TestRequest(new RecordAddress("images", 0, 0), reader);
    }

    @Override
    public byte[] key() {
        return null;
    }

    @Override
    public ImageEvent read() throws MalformedEventException {
        return reader.read();
    }

    @Override
    public ImageIdentity identity() {
        return FROM_RECORD;
    }
}
