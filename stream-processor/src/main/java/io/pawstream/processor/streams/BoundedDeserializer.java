package io.pawstream.processor.streams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Limits the memory of the keys or values of one consumer. A part that exceeds the record limit is replaced by {@link
 * #OMITTED}. A part that exceeds the remaining memory ends the poll: the consumer returns the records before it, and
 * deserializes it again in the next poll.
 */
final class BoundedDeserializer implements Deserializer<byte[]> {

    /** Takes the place of a part that is too large. Recognized by its identity. */
    static final byte[] OMITTED = new byte[0];

    private final long maxPartBytes;
    private final long maxPolledBytes;
    private long heldBytes;
    private long polledBytes;

    /** Creates a deserializer for parts of at most a number of bytes, which have another limit in total. */
    BoundedDeserializer(long maxPartBytes, long maxPolledBytes) {
        this.maxPartBytes = maxPartBytes;
        this.maxPolledBytes = maxPolledBytes;
    }

    /** Starts a poll, while records of earlier polls still occupy memory. */
    void startPoll(long held) {
        heldBytes = held;
        polledBytes = 0;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        int size = data.remaining();
        // The first record always fits, so that each poll makes progress.
        if (polledBytes > 0 && heldBytes + polledBytes + size > maxPolledBytes) {
            throw new SerializationException("the polled records have " + (heldBytes + polledBytes)
                    + " bytes, the next one " + size + ", the limit is " + maxPolledBytes);
        }
        polledBytes += size;
        if (size > maxPartBytes) {
            return OMITTED;
        }
        byte[] copy = new byte[size];
        // The consumer reads the size of the part from the buffer afterwards.
        data.duplicate().get(copy);
        return copy;
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        throw new UnsupportedOperationException("the consumer passes buffers");
    }
}
