package io.pawstream.processor.observe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The live page. */
@ConfigMapping(prefix = "pawstream.page")
public interface PageConfig {

    /** Whether the page shows the images themselves. */
    @WithDefault("true")
    boolean thumbnails();
}
