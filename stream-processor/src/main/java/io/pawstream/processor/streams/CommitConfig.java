package io.pawstream.processor.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Configuration of commits before the commit interval ends. */
@ConfigMapping(prefix = "pawstream.commit")
public interface CommitConfig {

    /** {@return the minimum time between two commits of a stream thread, longer while images are in progress} */
    @WithDefault("5ms")
    Duration minInterval();
}
