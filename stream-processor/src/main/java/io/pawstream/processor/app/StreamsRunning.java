package io.pawstream.processor.app;

import io.pawstream.processor.streams.RecordFailures;
import io.pawstream.processor.streams.ResultWaits;
import io.pawstream.processor.streams.StreamThreadFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the streams run, no thread of theirs has failed, and no record fails again and again or takes for ever. */
@Readiness
@ApplicationScoped
class StreamsRunning implements HealthCheck {

    private final KafkaStreams streams;
    private final StreamThreadFailure threadFault;
    private final RecordFailures recordFaults;
    private final ResultWaits waits;

    StreamsRunning(
            KafkaStreams streams, StreamThreadFailure threadFault, RecordFailures recordFaults, ResultWaits waits) {
        this.streams = streams;
        this.threadFault = threadFault;
        this.recordFaults = recordFaults;
        this.waits = waits;
    }

    @Override
    public HealthCheckResponse call() {
        KafkaStreams.State state = streams.state();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("streams").withData("state", state.name());
        Optional<String> fault = threadFault.message().or(recordFaults::message).or(waits::message);
        fault.ifPresent(message -> response.withData("fault", message));
        return response.status(state == KafkaStreams.State.RUNNING && fault.isEmpty())
                .build();
    }
}
