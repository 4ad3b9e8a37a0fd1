package io.pawstream.processor.streams;

import io.pawstream.contract.event.TopicNames;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Names of the topics. */
@ConfigMapping(prefix = "pawstream.topics")
public interface TopicsConfig {

    /** Image events. */
    @WithDefault("images")
    String images();

    /** Prediction events. */
    @WithDefault("predictions")
    String predictions();

    /** Rejections. */
    @WithDefault("images.rejected")
    String rejected();

    /** The model selection. */
    @WithDefault("model-selection")
    String modelSelection();

    /** Predictions of the shadow model. */
    @WithDefault("predictions.shadow")
    String shadow();

    /** Status of the instances. */
    @WithDefault("instances")
    String instances();

    /** All names. */
    default TopicNames names() {
        return new TopicNames(images(), predictions(), rejected(), modelSelection(), shadow(), instances());
    }
}
