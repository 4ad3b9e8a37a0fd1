package io.pawstream.processor.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Instant;
import java.util.Optional;

/** What a replay classifies; {@code ./pawstream replay} sets it. */
@ConfigMapping(prefix = "pawstream.replay")
public interface ReplayConfig {

    /** Whether a replay that has started before starts again from the beginning. */
    @WithDefault("false")
    boolean restart();

    /** Time of the first image; by default that of the first one in the topic. */
    Optional<Instant> from();

    /** Time before which the last image was published; by default now. */
    Optional<Instant> to();
}
