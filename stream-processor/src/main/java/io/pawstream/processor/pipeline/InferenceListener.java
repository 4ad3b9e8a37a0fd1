package io.pawstream.processor.pipeline;

/** Hears of each answer. */
@FunctionalInterface
public interface InferenceListener {

    /**
     * A model has answered; called on a session's thread, while the image's pixels and lease are still there.
     *
     * @param probability probability of class 1
     */
    void answered(PendingImage image, float probability);
}
