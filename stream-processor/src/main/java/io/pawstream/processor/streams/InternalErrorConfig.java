package io.pawstream.processor.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration for records on which the service throws an unexpected exception. */
@ConfigMapping(prefix = "pawstream.internal-error")
public interface InternalErrorConfig {

    /** {@return the maximum number of attempts before such a record is rejected, at least 1} */
    @WithDefault("3")
    int maxAttempts();
}
