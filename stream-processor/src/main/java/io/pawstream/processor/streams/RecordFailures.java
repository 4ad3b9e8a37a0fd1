package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

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
    private final Map<RecordAddress, Integer> tooLarge = bounded();
    /**
     * Values of forwarded predictions by identity, as arrays have no equality. Garbage collection removes old
     * entries.
     */
    private final Map<byte[], RecordAddress> forwarded = new WeakHashMap<>();

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
     * @param maxAttempts number of attempts after which the record is rejected; 0 if no attempt can succeed
     * @param last the last failure
     * @param time time of the last failure
     */
    private record Failure(int attempts, int maxAttempts, InternalErrorException last, Instant time) {

        boolean isFinal() {
            return attempts > 0 && attempts >= maxAttempts;
        }
    }

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
    }

    /** Records a failed attempt; returns true if it was the last one. */
    synchronized boolean failed(RecordAddress record, InternalErrorException failure) {
        Failure before = failures.getOrDefault(record, new Failure(0, maxAttempts, failure, clock.instant()));
        Failure now = new Failure(before.attempts() + 1, before.maxAttempts(), failure, clock.instant());
        failures.put(record, now);
        return now.isFinal();
    }

    /** Records the image record of a prediction, in case the broker rejects the prediction. */
    synchronized void forwarded(byte[] prediction, RecordAddress record) {
        forwarded.put(prediction, record);
    }

    /** Records that the broker rejected a prediction as too large, so that no attempt can succeed. */
    synchronized void predictionTooLarge(byte @Nullable [] prediction, Exception failure) {
        RecordAddress record = forwarded.get(prediction);
        if (record != null) {
            failures.put(record, new Failure(0, 0, new InternalErrorException(failure), clock.instant()));
        }
    }

    /** Returns why no attempt can succeed; empty if an attempt may succeed. */
    synchronized Optional<InternalErrorException> permanent(RecordAddress record) {
        return Optional.ofNullable(failures.get(record))
                .filter(failure -> failure.maxAttempts() == 0)
                .map(Failure::last);
    }

    /** Records that the broker rejected the rejection of a record as too large. */
    synchronized void rejectionTooLarge(RecordAddress record) {
        tooLarge.merge(record, 1, Integer::sum);
    }

    /** Returns how often the rejection of a record was too large. */
    synchronized int timesTooLarge(RecordAddress record) {
        return tooLarge.getOrDefault(record, 0);
    }

    /** Removes the failures of a record, because it has a result. */
    synchronized void resolved(RecordAddress record) {
        failures.remove(record);
    }

    /** {@return a failure that currently repeats and blocks its partition; empty if there is none} */
    public synchronized Optional<String> message() {
        Instant oldest = clock.instant().minus(CURRENT);
        return failures.entrySet().stream()
                .filter(entry -> !entry.getValue().isFinal())
                .filter(entry -> entry.getValue().time().isAfter(oldest))
                .findFirst()
                .map(entry -> message(entry.getKey(), entry.getValue()));
    }

    private static String message(RecordAddress record, Failure failure) {
        return "record " + record + " fails: " + failure.last().getMessage();
    }
}
