package io.pawstream.processor.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalLong;

/** Configuration of the limits of images, which are checked before pixels are allocated. */
@ConfigMapping(prefix = "pawstream.limits")
public interface LimitsConfig {

    /** {@return the maximum number of pixels of an image} */
    @WithDefault("50000000")
    long maxPixels();

    /** {@return the maximum size of an encoded image in bytes; the topic further limits images inside events} */
    @WithDefault("67108864")
    long maxBytes();

    /** {@return the maximum number of visits of a sample while an image is decoded, see the README of vision} */
    @WithDefault("500000000")
    long maxWork();

    /** {@return the native memory for images that are being decoded, in bytes; if empty, half of that outside the heap} */
    OptionalLong decodeMemory();
}
