package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;

/**
 * Images for one step.
 *
 * @param pixels direct buffer with {@code labels.length} images, uint8 RGB; valid until the next batch is taken
 * @param size size of the images
 * @param labels 0 or 1 an image
 * @param targets what the network shall say, a probability an image
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
record Batch(ByteBuffer pixels, ImageSize size, float[] labels, float[] targets) {

    int count() {
        return labels.length;
    }

    /** The images as an array, uint8 (N, height, width, 3). */
    NDArray images(NDManager manager) {
        return manager.create(pixels, new Shape(count(), size.height(), size.width(), 3), DataType.UINT8);
    }
}
