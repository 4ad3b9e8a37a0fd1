package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tracks the internal errors of each record. A record is retried until it has reached the maximum number of attempts;
 * then it is rejected, so that it does not block its partition.
 *
 * <p>Failures outlive the stream threads, each of which ends with its failure. A rejected record is kept, because its
 * transaction may still abort, for example when the next record fails.
 */
public final class RecordFailures {

    /** Maximum number of records, which is more than a transaction contains. */
    private static final int MAX_RECORDS = 1_000;

    /** Maximum age of a repeating failure. A record without a new failure belongs to another instance by then. */
    private static final Duration CURRENT = Duration.ofMinutes(1);

    private final int maxAttempts;
    private final Clock clock;
    private final Map<RecordAddress, Failure> failures = bounded();
    /** The processed records that are not committed. */
    private final Map<RecordAddress, RecordIdentity> records = bounded();

    private final OutputFailures outputs;

    private static <T> Map<RecordAddress, T> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RecordAddress, T> eldest) {
                return size() > MAX_RECORDS;
            }
        };
    }

    /**
     * The failures of one record.
     *
     * @param attempts number of failed attempts
     * @param last the last failure
     * @param time time of the last failure
     */
    private record Failure(int attempts, InternalErrorException last, Instant time) {}

    /**
     * Creates a tracker without failures.
     *
     * @param maxAttempts maximum number of attempts per record, at least 1
     * @param clock time of each failure
     * @throws IllegalArgumentException if {@code maxAttempts} is less than 1
     */
    public RecordFailures(int maxAttempts, Clock clock) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "maximum attempts per record: " + maxAttempts + "; at least 1 is required");
        }
        this.maxAttempts = maxAttempts;
        this.clock = clock;
        this.outputs = new OutputFailures(clock);
    }

    /** Returns the failures of output records. */
    OutputFailures outputs() {
        return outputs;
    }

    /** Starts an attempt. Forgets the failures of an earlier record at the same position. */
    synchronized void started(RecordIdentity record) {
        RecordIdentity before = records.put(record.address(), record);
        if (before != null && !before.equals(record)) {
            failures.remove(record.address());
            outputs.forget(record.address()::equals);
        }
    }

    /** Forgets the failures of committed records. */
    synchronized void committed(CommittedOffsets offsets) {
        records.keySet().removeIf(offsets::include);
        failures.keySet().removeIf(offsets::include);
        outputs.forget(offsets::include);
    }

    /** Records a failed attempt; returns true if it was the last one. */
    synchronized boolean failed(RecordAddress record, InternalErrorException failure) {
        Failure before = failures.get(record);
        int attempts = before == null ? 1 : before.attempts() + 1;
        failures.put(record, new Failure(attempts, failure, clock.instant()));
        return attempts >= maxAttempts;
    }

    /** Removes the failures of a record, because it has a result. */
    synchronized void resolved(RecordAddress record) {
        failures.remove(record);
        outputs.resolved(record);
    }

    /** {@return a failure that currently repeats and blocks its partition; empty if there is none} */
    public synchronized Optional<String> message() {
        Instant oldest = clock.instant().minus(CURRENT);
        return failures.entrySet().stream()
                .filter(entry -> entry.getValue().attempts() < maxAttempts)
                .filter(entry -> entry.getValue().time().isAfter(oldest))
                .findFirst()
                .map(entry -> message(entry.getKey(), entry.getValue()))
                .or(outputs::message);
    }

    private static String message(RecordAddress record, Failure failure) {
        return "record " + record + " fails: " + failure.last().getMessage();
    }
}
