package io.pawstream.processor.service;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive until the streams have ended: a new start would not bring the broker or the topics for which they wait. Quarkus' own
 * check, which is switched off, calls a service dead whose streams have not started.
 */
@Liveness
@ApplicationScoped
class StreamsAlive implements HealthCheck {

    private final KafkaStreams streams;

    StreamsAlive(KafkaStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        KafkaStreams.State state = streams.state();
        return HealthCheckResponse.named("streams")
                .withData("state", state.name())
                .status(!state.hasStartedOrFinishedShuttingDown())
                .build();
    }
}
