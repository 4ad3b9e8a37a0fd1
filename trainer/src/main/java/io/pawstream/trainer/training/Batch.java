package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.pawstream.model.ImageSize;
import java.nio.ByteBuffer;

/**
 * The images of one step.
 *
 * @param pixels direct buffer with {@code labels.length} images, uint8 RGB; valid until the next batch is taken
 * @param size size of the images
 * @param labels label of each image, index of a class
 * @param target what the network is to compute for them
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
record Batch(ByteBuffer pixels, ImageSize size, int[] labels, Target target) {

    /** {@return the number of images} */
    int count() {
        return labels.length;
    }

    /** {@return the images as an array, uint8 (N, height, width, 3)} */
    NDArray images(NDManager manager) {
        return manager.create(pixels, new Shape(count(), size.height(), size.width(), 3), DataType.UINT8);
    }
}
