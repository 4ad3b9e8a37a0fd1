package io.pawstream.processor.observe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Drift of predictions. */
@ConfigMapping(prefix = "pawstream.drift")
public interface DriftConfig {

    /** Latest predictions of a model that are compared with those on its test photos. */
    @WithDefault("2000")
    int window();
}
