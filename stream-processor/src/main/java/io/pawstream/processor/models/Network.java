package io.pawstream.processor.models;

import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;

/** Computes probabilities from batches of pixels. Thread-safe. */
interface Network extends AutoCloseable {

    /**
     * Computes the probability of each class for each image of a batch.
     *
     * @param images direct buffer that holds {@code count} images from its start: uint8 [count, height, width, 3]
     * @param count number of images, at least 1
     * @return float32 [count, classes], row-major: one row per image, in the order of the images; each row sums to 1
     * @throws InferenceException if the computation fails
     */
    float[] probabilities(ByteBuffer images, int count) throws InferenceException;

    @Override
    void close();
}
