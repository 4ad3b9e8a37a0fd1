package io.pawstream.processor.pipeline;

import io.pawstream.model.Prediction;

/** Follows inference, on the inference workers. Implementations must not block. */
public interface InferenceListener {

    /** Ignores everything. */
    InferenceListener NONE = new InferenceListener() {};

    /**
     * A batch passed through a model.
     *
     * @param images number of images in the batch, at least 1
     */
    default void batchInferred(int images) {}

    /**
     * A model classified an image. The pixels and the lease of the image are valid until this method returns.
     *
     * @param image the image
     * @param prediction prediction of the image's model
     */
    default void inferred(PendingImage image, Prediction prediction) {}
}
