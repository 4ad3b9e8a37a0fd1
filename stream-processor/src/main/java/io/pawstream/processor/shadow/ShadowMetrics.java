package io.pawstream.processor.shadow;

import io.pawstream.model.ModelCard;

/** Counts what the shadow model does. */
public interface ShadowMetrics {

    /**
     * The shadow model classified an image.
     *
     * @param live card of the model that classified the image
     * @param shadow card of the shadow model
     * @param agrees whether both predict the same label
     * @param difference difference of their probabilities, 0 to 1
     */
    void predicted(ModelCard live, ModelCard shadow, boolean agrees, double difference);

    /** The shadow model skipped an image, for lack of time or because it was not loaded. */
    void dropped();

    /** A prediction of the shadow model could not be published. */
    void publishFailed();
}
