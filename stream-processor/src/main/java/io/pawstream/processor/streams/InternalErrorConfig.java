package io.pawstream.processor.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Records on which the service throws an unexpected exception. */
@ConfigMapping(prefix = "pawstream.internal-error")
public interface InternalErrorConfig {

    /** Attempts before such a record is rejected. */
    @WithDefault("3")
    int maxAttempts();
}
