package io.pawstream.processor.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Batches. */
@ConfigMapping(prefix = "pawstream.batch")
public interface BatchConfig {

    /** Maximum images per batch. */
    @WithDefault("16")
    int maxImages();
}
