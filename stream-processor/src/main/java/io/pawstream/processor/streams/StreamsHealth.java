package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** State of the streams: whether they process records, and whether a restart of the process would help. */
public final class StreamsHealth {

    /** Much longer than replacing a thread takes. */
    private static final Duration MISSING = Duration.ofMinutes(5);

    private final KafkaStreams streams;
    private final int configuredThreads;
    private final StreamThreadFailure threadFailure;
    private final RecordFailures recordFailures;
    private final ResultWaits waits;
    private final LongSupplier nanoTime;
    private volatile long completeAt;

    /**
     * Creates a view of the streams.
     *
     * @param configuredThreads configured stream threads
     * @param nanoTime {@link System#nanoTime}, or a clock for tests
     */
    public StreamsHealth(
            KafkaStreams streams,
            int configuredThreads,
            StreamThreadFailure threadFailure,
            RecordFailures recordFailures,
            ResultWaits waits,
            LongSupplier nanoTime) {
        this.streams = streams;
        this.configuredThreads = configuredThreads;
        this.threadFailure = threadFailure;
        this.recordFailures = recordFailures;
        this.waits = waits;
        this.nanoTime = nanoTime;
        completeAt = nanoTime.getAsLong();
    }

    /** State of Kafka Streams, for instance {@code RUNNING}. */
    public String state() {
        return streams.state().name();
    }

    /** The current failure of a thread, a record or a result that never arrives. */
    public Optional<String> failure() {
        return threadFailure.message().or(recordFailures::message).or(waits::message);
    }

    /** Whether the streams run without a failure. */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING && failure().isEmpty();
    }

    /** Number of live stream threads; all of them before the start. */
    public int threads() {
        return streams.state().hasNotStarted()
                ? configuredThreads
                : streams.metadataForLocalThreads().size();
    }

    /**
     * Whether the process should go on: false once the streams ended, or threads are missing for minutes. Waiting for a broker
     * or for topics is no reason to restart.
     */
    public boolean isLive() {
        if (threads() >= configuredThreads) {
            completeAt = nanoTime.getAsLong();
        }
        boolean missing = nanoTime.getAsLong() - completeAt > MISSING.toNanos();
        return !streams.state().hasStartedOrFinishedShuttingDown() && !missing;
    }
}
