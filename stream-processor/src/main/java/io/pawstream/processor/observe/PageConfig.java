package io.pawstream.processor.observe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of the live page. */
@ConfigMapping(prefix = "pawstream.page")
public interface PageConfig {

    /** {@return whether the page shows thumbnails of the images} */
    @WithDefault("true")
    boolean thumbnails();
}
