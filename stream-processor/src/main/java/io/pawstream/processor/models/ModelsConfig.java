package io.pawstream.processor.models;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** Configuration of the model repository and of the model cache. */
@ConfigMapping(prefix = "pawstream.models")
public interface ModelsConfig {

    /** {@return the directory of the model repository} */
    @WithDefault("models")
    Path directory();

    /** {@return the interval between two scans of the repository for changes, at least 1 ms} */
    @WithDefault("1s")
    Duration scanInterval();

    /** {@return the maximum number of models in memory, at least 1; models of the selection may exceed it} */
    @WithDefault("4")
    int maxLoaded();

    /** {@return the memory that one model may use, in bytes; if empty, a quarter of the memory limit} */
    OptionalLong maxBytes();
}
