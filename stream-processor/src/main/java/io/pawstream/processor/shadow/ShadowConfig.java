package io.pawstream.processor.shadow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Cost of the shadow model. */
@ConfigMapping(prefix = "pawstream.shadow")
public interface ShadowConfig {

    /** Maximum share of one processor, above 0 and at most 1. */
    @WithDefault("0.1")
    double maxCpuShare();
}
