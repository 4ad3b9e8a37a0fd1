package io.pawstream.processor.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of predictions. */
@ConfigMapping(prefix = "pawstream.predictions")
public interface PredictionsConfig {

    /** {@return the maximum number of classes in a prediction, at least 1; all classes if the model has no more} */
    @WithDefault("5")
    int top();
}
