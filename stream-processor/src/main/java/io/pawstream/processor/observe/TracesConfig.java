package io.pawstream.processor.observe;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** OpenTelemetry spans, one per image. */
@ConfigMapping(prefix = "pawstream.traces")
public interface TracesConfig {

    /** OTLP endpoint over HTTP, for instance {@code http://localhost:4318/v1/traces}; without it, tracing is off. */
    Optional<URI> endpoint();
}
