package io.pawstream.processor.shadow;

import io.pawstream.model.ModelCard;

/** Counts predictions of the shadow model. */
public interface ShadowMetrics {

    /**
     * Counts an image that the shadow model classified.
     *
     * @param live card of the live model
     * @param shadow card of the shadow model
     * @param agrees whether both predict the same label
     * @param difference total variation distance of their probabilities, 0 to 1
     */
    void predicted(ModelCard live, ModelCard shadow, boolean agrees, double difference);

    /** Counts an image that the shadow model skipped, for lack of time or memory, or because it cannot run. */
    void dropped();

    /** Counts a prediction of the shadow model that could not be published. */
    void publishFailed();
}
