package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** Reports whether the streams process records, and whether a restart of the process could help. */
public final class StreamsHealth {

    /** Much longer than the replacement of a thread takes. */
    private static final Duration MISSING = Duration.ofMinutes(5);

    private final KafkaStreams streams;
    private final int configuredThreads;
    private final StreamThreadFailure threadFailure;
    private final RecordFailures recordFailures;
    private final CommitProgress progress;
    private final LongSupplier nanoTime;
    private volatile long completeAt;

    /**
     * Creates a view of the streams.
     *
     * @param streams the streams
     * @param configuredThreads number of configured stream threads
     * @param threadFailure failure of a stream thread
     * @param recordFailures failures of records
     * @param progress commits of each partition
     * @param nanoTime {@link System#nanoTime}, or a clock for tests
     */
    public StreamsHealth(
            KafkaStreams streams,
            int configuredThreads,
            StreamThreadFailure threadFailure,
            RecordFailures recordFailures,
            CommitProgress progress,
            LongSupplier nanoTime) {
        this.streams = streams;
        this.configuredThreads = configuredThreads;
        this.threadFailure = threadFailure;
        this.recordFailures = recordFailures;
        this.progress = progress;
        this.nanoTime = nanoTime;
        completeAt = nanoTime.getAsLong();
    }

    /** {@return the state of Kafka Streams, for instance {@code RUNNING}} */
    public String state() {
        return streams.state().name();
    }

    /**
     * {@return the current failure of a thread or a record, or a partition without commits; empty if there is none}
     */
    public Optional<String> failure() {
        return threadFailure.message().or(recordFailures::message).or(progress::message);
    }

    /** {@return whether the streams run without a failure} */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING && failure().isEmpty();
    }

    /** {@return the number of live stream threads; before the start, the number of configured threads} */
    public int threads() {
        return streams.state().hasNotStarted()
                ? configuredThreads
                : streams.metadataForLocalThreads().size();
    }

    /**
     * Checks whether the process should continue to run. Waiting for a broker or for topics is no reason to restart it.
     *
     * @return false if the streams have ended or a thread has been missing for five minutes
     */
    public boolean isLive() {
        if (threads() >= configuredThreads) {
            completeAt = nanoTime.getAsLong();
        }
        boolean missing = nanoTime.getAsLong() - completeAt > MISSING.toNanos();
        return !streams.state().hasStartedOrFinishedShuttingDown() && !missing;
    }
}
