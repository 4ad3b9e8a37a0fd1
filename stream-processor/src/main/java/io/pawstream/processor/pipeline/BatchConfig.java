package io.pawstream.processor.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of batches. */
@ConfigMapping(prefix = "pawstream.batch")
public interface BatchConfig {

    /** {@return the maximum number of images per batch, at least 1} */
    @WithDefault("16")
    int maxImages();
}
