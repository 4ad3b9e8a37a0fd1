package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;

/**
 * Pictures for one step.
 *
 * @param pixels direct buffer with {@code labels.length} pictures, uint8 RGB; valid until the next batch is taken
 * @param size size of the pictures
 * @param labels 0 or 1 a picture
 * @param targets what the network shall say, a probability a picture
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
record Batch(ByteBuffer pixels, ImageSize size, float[] labels, float[] targets) {

    int count() {
        return labels.length;
    }

    /** The pictures as an array, uint8 (N, height, width, 3). */
    NDArray images(NDManager manager) {
        return manager.create(pixels, new Shape(count(), size.height(), size.width(), 3), DataType.UINT8);
    }
}
