package io.pawstream.processor.models;

import io.pawstream.model.ImageSize;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;

/** Computes probabilities from batches of pixels. Thread-safe. */
interface Network extends AutoCloseable {

    /** Returns the size of the input. */
    ImageSize size();

    /**
     * Computes the probability of class 1 for each image of a batch.
     *
     * @param images direct buffer that holds {@code count} images from its start: uint8 [count, height, width, 3]
     * @param count number of images, at least 1
     * @return {@code count} probabilities, 0 to 1
     * @throws InferenceException if the computation fails
     */
    float[] probabilities(ByteBuffer images, int count) throws InferenceException;

    @Override
    void close();
}
