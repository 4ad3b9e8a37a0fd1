package io.pawstream.processor.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How far each stream thread works ahead. */
@ConfigMapping(prefix = "pawstream.prefetch")
public interface PrefetchConfig {

    /** Maximum images in work per stream thread. */
    @WithDefault("64")
    int maxImages();

    /** Maximum encoded bytes in work per stream thread. */
    @WithDefault("33554432")
    long maxBytes();
}
