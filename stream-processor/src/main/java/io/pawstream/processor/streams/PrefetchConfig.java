package io.pawstream.processor.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of prefetching: how far each stream thread works ahead. */
@ConfigMapping(prefix = "pawstream.prefetch")
public interface PrefetchConfig {

    /** {@return the maximum number of images in progress per stream thread, at least 1} */
    @WithDefault("64")
    int maxImages();

    /** {@return the maximum number of encoded bytes in progress per stream thread, at least 1} */
    @WithDefault("33554432")
    long maxBytes();
}
