package io.pawstream.processor.observe;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Configuration of OpenTelemetry spans, one per image. */
@ConfigMapping(prefix = "pawstream.traces")
public interface TracesConfig {

    /**
     * {@return the OTLP endpoint over HTTP, such as {@code http://localhost:4318/v1/traces}; if empty, tracing is
     * off}
     */
    Optional<URI> endpoint();
}
