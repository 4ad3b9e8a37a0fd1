package io.pawstream.processor.models;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Configuration of the model repository and of the model cache. */
@ConfigMapping(prefix = "pawstream.models")
public interface ModelsConfig {

    /** Directory of the model repository. */
    @WithDefault("models")
    Path directory();

    /** Interval between two scans of the repository for changes. */
    @WithDefault("1s")
    Duration scanInterval();

    /** Maximum number of models in memory, at least 1; models of the selection stay loaded beyond it. */
    @WithDefault("4")
    int maxLoaded();
}
