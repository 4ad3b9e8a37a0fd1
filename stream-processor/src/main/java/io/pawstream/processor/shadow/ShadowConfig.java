package io.pawstream.processor.shadow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of the shadow model. */
@ConfigMapping(prefix = "pawstream.shadow")
public interface ShadowConfig {

    /** {@return the maximum share of one processor for the shadow model, above 0 and at most 1} */
    @WithDefault("0.1")
    double maxCpuShare();
}
