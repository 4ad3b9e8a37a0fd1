package io.pawstream.processor.pipeline;

import io.pawstream.model.Prediction;

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
     * Called after a model classified an image. The pixels and the lease of the image are valid until this method
     * returns.
     *
     * @param image the image
     * @param prediction prediction of the model of the image
     */
    default void inferred(PendingImage image, Prediction prediction) {}
}
