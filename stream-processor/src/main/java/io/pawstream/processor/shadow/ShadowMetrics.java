package io.pawstream.processor.shadow;

import io.pawstream.model.ModelCard;

/** What is counted of the shadow model, whatever counts it. */
public interface ShadowMetrics {

    /**
     * The shadow model has answered.
     *
     * @param main card of the model that classified the image
     * @param shadow card of the shadow model
     * @param agrees whether both name the same class
     * @param difference how far their probabilities are apart, 0 to 1
     */
    void answered(ModelCard main, ModelCard shadow, boolean agrees, double difference);

    /** An image was meant for the shadow model, and there was no time or no way. */
    void dropped();

    /** The shadow model has answered, and the broker has not taken it. */
    void unpublished();
}
