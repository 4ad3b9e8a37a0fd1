package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads float arrays of checkpoints. */
final class SavedArrays {

    private static final NDIndex WHOLE = new NDIndex("...");

    private SavedArrays() {}

    /**
     * Replaces the values of an array.
     *
     * @param in values in the byte order of this machine
     * @param target float array
     * @param manager owns temporary arrays
     */
    static void read(DataInputStream in, NDArray target, NDManager manager) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(target.size() * Float.BYTES)];
        in.readFully(bytes);
        ByteBuffer values = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
        values.put(bytes).rewind();
        try (NDArray saved = manager.create(values.asFloatBuffer(), target.getShape())) {
            target.set(WHOLE, saved);
        }
    }
}
