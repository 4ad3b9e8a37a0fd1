package io.pawstream.processor.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** Configuration of prefetching: how far each stream thread works ahead. */
@ConfigMapping(prefix = "pawstream.prefetch")
public interface PrefetchConfig {

    /** {@return the maximum number of images in progress per stream thread, at least 1} */
    OptionalInt maxImages();

    /** {@return the maximum number of encoded bytes in progress per stream thread, at least 1} */
    @WithDefault("33554432")
    long maxBytes();

    /**
     * Returns the configured maximum number of images, or two full batches for each inference worker.
     *
     * @param workers number of inference workers, at least 1
     * @return maximum number of images in progress per stream thread
     */
    default int maxImages(int workers) {
        return maxImages().orElse(Math.max(64, 32 * workers));
    }
}
