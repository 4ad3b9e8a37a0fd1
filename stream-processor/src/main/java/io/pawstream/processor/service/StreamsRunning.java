package io.pawstream.processor.service;

import io.pawstream.processor.stream.UnforeseenFaults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the streams run and no record fails again and again. Liveness, which Quarkus checks, stays up while they rebalance. */
@Readiness
@ApplicationScoped
class StreamsRunning implements HealthCheck {

    private final KafkaStreams streams;
    private final UnforeseenFaults faults;

    StreamsRunning(KafkaStreams streams, UnforeseenFaults faults) {
        this.streams = streams;
        this.faults = faults;
    }

    @Override
    public HealthCheckResponse call() {
        KafkaStreams.State state = streams.state();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("streams").withData("state", state.name());
        Optional<String> fault = faults.message();
        fault.ifPresent(message -> response.withData("fault", message));
        return response.status(state == KafkaStreams.State.RUNNING && fault.isEmpty())
                .build();
    }
}
