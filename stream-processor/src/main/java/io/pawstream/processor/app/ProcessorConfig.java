package io.pawstream.processor.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the instance itself. Environment variables work too: {@code PAWSTREAM_MODEL} and so on. */
@ConfigMapping(prefix = "pawstream")
public interface ProcessorConfig {

    /** The default model while the selection topic is empty. */
    @WithDefault("model5-8bit")
    String model();

    /** {@code service}, or {@code replay}, which {@code ./pawstream replay} sets. */
    @WithDefault("service")
    String mode();

    /** Unique name of this instance; by default host name and HTTP port. */
    Optional<String> instance();

    /** Token that authorizes changes; without one, only requests from this machine are authorized. */
    Optional<String> operatorToken();
}
