package io.pawstream.processor.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Images that are rejected before pixels are allocated. */
@ConfigMapping(prefix = "pawstream.limits")
public interface LimitsConfig {

    /** Maximum pixels of an image. */
    @WithDefault("50000000")
    long maxPixels();

    /** Maximum bytes of an encoded image; the topic limits images inside events further. */
    @WithDefault("67108864")
    long maxBytes();
}
