package io.pawstream.processor.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Instant;
import java.util.Optional;

/** Configuration of a replay, which the command {@code ./pawstream replay} sets. */
@ConfigMapping(prefix = "pawstream.replay")
public interface ReplayConfig {

    /** {@return whether to start from the beginning instead of resuming an earlier replay} */
    @WithDefault("false")
    boolean restart();

    /** {@return the earliest publication time of an image; if empty, starts with the first image in the topic} */
    Optional<Instant> from();

    /** {@return the time before which images were published; if empty, the start of the replay} */
    Optional<Instant> to();
}
