package io.pawstream.processor.streams;

import io.pawstream.contract.event.TopicNames;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of the names of the topics. */
@ConfigMapping(prefix = "pawstream.topics")
public interface TopicsConfig {

    /** {@return the topic of image events} */
    @WithDefault("images")
    String images();

    /** {@return the topic of prediction events} */
    @WithDefault("predictions")
    String predictions();

    /** {@return the topic of rejections} */
    @WithDefault("images.rejected")
    String rejected();

    /** {@return the topic of the model selection} */
    @WithDefault("model-selection")
    String modelSelection();

    /** {@return the topic of predictions of the shadow model} */
    @WithDefault("predictions.shadow")
    String shadow();

    /** {@return the topic of the instance status} */
    @WithDefault("instances")
    String instances();

    /** {@return all names, validated} */
    default TopicNames names() {
        return new TopicNames(images(), predictions(), rejected(), modelSelection(), shadow(), instances());
    }
}
