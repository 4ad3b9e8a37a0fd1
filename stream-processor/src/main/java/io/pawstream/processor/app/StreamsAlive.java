package io.pawstream.processor.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive until the streams have ended, or threads of theirs are missing for minutes. That they wait for a broker or for topics
 * is no reason to start anew; Quarkus' own check, which is switched off, calls a service dead whose streams have not started.
 */
@Liveness
@ApplicationScoped
class StreamsAlive implements HealthCheck {

    /** Much longer than replacing one takes. */
    private static final Duration MISSING = Duration.ofMinutes(5);

    private final KafkaStreams streams;
    private final int threads;
    private volatile long completeAt = System.nanoTime();

    StreamsAlive(KafkaStreams streams, StreamsConfig configuration) {
        this.streams = streams;
        this.threads = configuration.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
    }

    @Override
    public HealthCheckResponse call() {
        KafkaStreams.State state = streams.state();
        int alive = state.hasNotStarted()
                ? threads
                : streams.metadataForLocalThreads().size();
        if (alive >= threads) {
            completeAt = System.nanoTime();
        }
        boolean missing = System.nanoTime() - completeAt > MISSING.toNanos();
        return HealthCheckResponse.named("streams")
                .withData("state", state.name())
                .withData("threads", alive)
                .status(!state.hasStartedOrFinishedShuttingDown() && !missing)
                .build();
    }
}
