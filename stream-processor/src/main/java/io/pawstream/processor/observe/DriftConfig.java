package io.pawstream.processor.observe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of drift detection. */
@ConfigMapping(prefix = "pawstream.drift")
public interface DriftConfig {

    /** {@return the number of latest predictions of a model to compare with those on its test split, at least 500} */
    @WithDefault("2000")
    int window();
}
