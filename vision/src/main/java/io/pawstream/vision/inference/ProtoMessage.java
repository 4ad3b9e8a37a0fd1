package io.pawstream.vision.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes the fields of one message in the encoding of Protocol Buffers, by their numbers. */
final class ProtoMessage {

    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Returns the message so far. */
    byte[] toByteArray() {
        return out.toByteArray();
    }

    /** Appends an integer or an enumeration, at least 0. */
    ProtoMessage number(int field, int value) {
        varint(field << 3);
        varint(value);
        return this;
    }

    /** Appends a 32-bit float. */
    ProtoMessage real(int field, float value) {
        varint(field << 3 | FIXED32);
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < Float.SIZE; shift += 8) {
            out.write(bits >>> shift);
        }
        return this;
    }

    /** Appends a string. */
    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(UTF_8));
    }

    /** Appends a message. */
    ProtoMessage message(int field, ProtoMessage value) {
        return bytes(field, value.toByteArray());
    }

    /** Appends bytes. */
    ProtoMessage bytes(int field, byte[] value) {
        varint(field << 3 | LENGTH_DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(int value) {
        int left = value;
        while (left > 0x7F) {
            out.write((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
