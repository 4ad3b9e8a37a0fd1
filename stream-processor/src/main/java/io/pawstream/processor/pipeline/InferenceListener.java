package io.pawstream.processor.pipeline;

import io.pawstream.model.Prediction;
import java.nio.FloatBuffer;

/** Receives batches and predictions on the inference workers. Implementations must not block. */
public interface InferenceListener {

    /** A listener that ignores all calls. */
    InferenceListener NONE = new InferenceListener() {};

    /**
     * Called after a batch passed through a model.
     *
     * @param images number of images in the batch, at least 1
     */
    default void batchInferred(int images) {}

    /**
     * Called after a model classified an image. The pixels, the lease and the probabilities of the image are valid until
     * this method returns.
     *
     * @param image the image
     * @param prediction prediction of the model of the image
     * @param probabilities probability of each class, in the order of the model card, from the position of the buffer
     */
    default void inferred(PendingImage image, Prediction prediction, FloatBuffer probabilities) {}
}
