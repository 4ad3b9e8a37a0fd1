package io.pawstream.processor.observe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of metrics. */
@ConfigMapping(prefix = "pawstream.metrics")
public interface MetricsConfig {

    /** {@return the maximum number of classes of a model that metrics name, at least 1; the others are "other"} */
    @WithDefault("50")
    int classes();
}
