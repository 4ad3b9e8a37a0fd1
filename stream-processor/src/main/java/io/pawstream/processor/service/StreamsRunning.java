package io.pawstream.processor.service;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the streams run and no thread of theirs has failed. Liveness, which Quarkus checks, stays up while they rebalance. */
@Readiness
@ApplicationScoped
class StreamsRunning implements HealthCheck {

    private final KafkaStreams streams;
    private final StreamFault fault;

    StreamsRunning(KafkaStreams streams, StreamFault fault) {
        this.streams = streams;
        this.fault = fault;
    }

    @Override
    public HealthCheckResponse call() {
        KafkaStreams.State state = streams.state();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("streams").withData("state", state.name());
        fault.message().ifPresent(message -> response.withData("fault", message));
        return response.status(
                        state == KafkaStreams.State.RUNNING && fault.message().isEmpty())
                .build();
    }
}
