package io.pawstream.trainer.mobilenet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The part of NumPy's format that the references use: version 1, little-endian, row-major. */
final class NpyFile {

    private static final int HEADER_LENGTH_AT = 8;

    private NpyFile() {}

    /** What follows the header. */
    static ByteBuffer data(byte[] file) {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int start = HEADER_LENGTH_AT + Short.BYTES + all.getShort(HEADER_LENGTH_AT);
        return all.position(start).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All floats. */
    static float[] floats(byte[] file) {
        ByteBuffer data = data(file);
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return values;
    }
}
