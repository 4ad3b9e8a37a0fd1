package io.pawstream.vision.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds references to external files in an ONNX file. It reads the Protocol Buffers encoding field by field and skips the
 * weights, so that its memory does not depend on the size of the file.
 */
final class ExternalData {

    /** Deeper nesting of graphs within nodes is not a network. */
    private static final int MAX_DEPTH = 64;

    private static final int MAX_LOCATION_BYTES = 4096;

    /** The messages of {@code onnx.proto} that can contain a tensor; field numbers lead from one to the next. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        SPARSE_TENSOR,
        TRAINING,
        FUNCTION,
        ENTRY
    }

    private static final Map<Message, Map<Integer, Message>> FIELDS = Map.of(
            Message.MODEL, Map.of(7, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION),
            Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
            Message.NODE, Map.of(5, Message.ATTRIBUTE),
            Message.ATTRIBUTE,
                    Map.of(
                            5, Message.TENSOR,
                            6, Message.GRAPH,
                            10, Message.TENSOR,
                            11, Message.GRAPH,
                            22, Message.SPARSE_TENSOR,
                            23, Message.SPARSE_TENSOR),
            Message.TENSOR, Map.of(13, Message.ENTRY),
            Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR),
            Message.TRAINING, Map.of(1, Message.GRAPH, 2, Message.GRAPH),
            Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
            Message.ENTRY, Map.of());

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int DATA_LOCATION = 14;

    private final DataInputStream in;
    private @Nullable String location;
    private long position;

    private ExternalData(DataInputStream in) {
        this.in = in;
    }

    /**
     * Returns an external file that an ONNX file refers to.
     *
     * @param onnx the file
     * @return the last location as it is stored; empty if the file contains all weights
     * @throws IOException if the file cannot be read or is not in the Protocol Buffers encoding
     */
    static Optional<String> location(Path onnx) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(onnx)))) {
            ExternalData data = new ExternalData(in);
            data.read(Message.MODEL, Files.size(onnx), 0);
            return Optional.ofNullable(data.location);
        }
    }

    private void read(Message message, long end, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("messages are nested more than " + MAX_DEPTH + " times");
        }
        boolean isLocation = false;
        while (position < end) {
            long tag = varint();
            int field = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case VARINT -> {
                    long value = varint();
                    if (message == Message.TENSOR && field == DATA_LOCATION && value != 0 && location == null) {
                        location = "";
                    }
                }
                case FIXED_64 -> skip(Long.BYTES, end);
                case FIXED_32 -> skip(Integer.BYTES, end);
                case LENGTH_DELIMITED -> {
                    long length = varint();
                    Message inner = FIELDS.getOrDefault(message, Map.of()).get(field);
                    if (inner != null && length >= 0 && length <= end - position) {
                        read(inner, position + length, depth + 1);
                    } else if (message == Message.ENTRY && length >= 0 && length <= MAX_LOCATION_BYTES) {
                        String text = text((int) length);
                        if (field == 2 && isLocation) {
                            location = text;
                        }
                        isLocation = field == 1 && text.equals("location");
                    } else {
                        skip(length, end);
                    }
                }
                default -> throw new IOException("unknown wire type " + (tag & 7) + " at byte " + position);
            }
        }
        if (position != end) {
            throw new IOException("a message ends at byte " + position + " instead of " + end);
        }
    }

    private String text(int length) throws IOException {
        position += length;
        return new String(in.readNBytes(length), UTF_8);
    }

    private void skip(long bytes, long end) throws IOException {
        if (bytes < 0 || bytes > end - position) {
            throw new IOException("a field at byte " + position + " is longer than its message");
        }
        in.skipNBytes(bytes);
        position += bytes;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            position++;
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a number at byte " + position + " is longer than 64 bits");
    }
}
