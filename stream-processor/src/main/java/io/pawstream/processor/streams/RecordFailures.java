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
 * Internal errors by record, and how often each record failed in a row. A record is retried until it has failed too often;
 * then it is rejected, so that it does not block its partition.
 *
 * <p>The failures outlive the stream threads, each of which ends with its failure. A rejected record stays here: its
 * transaction may still abort, for instance with the next failing record.
 */
public final class RecordFailures {

    /** More than one transaction holds. */
    private static final int MAX_RECORDS = 1_000;

    /** Longer than a partition needs to come back; after that another instance owns it. */
    private static final Duration CURRENT = Duration.ofMinutes(1);

    private final int maxAttempts;
    private final Clock clock;
    private final Map<RecordAddress, Failure> failures = bounded();
    private final Map<RecordAddress, Integer> tooLarge = bounded();
    /** Values of forwarded predictions by identity: an array equals only itself. The collector removes old ones. */
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
     * Failures of one record.
     *
     * @param attempts failed attempts
     * @param maxAttempts attempts after which it is rejected
     * @param last the last failure
     * @param time time of the last failure
     */
    private record Failure(int attempts, int maxAttempts, InternalErrorException last, Instant time) {

        boolean isFinal() {
            return attempts > 0 && attempts >= maxAttempts;
        }
    }

    /**
     * Starts without failures.
     *
     * @param maxAttempts maximum attempts per record, at least 1
     * @param clock tells which failures are current
     */
    public RecordFailures(int maxAttempts, Clock clock) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "maximum attempts per record: " + maxAttempts + "; at least 1 is required");
        }
        this.maxAttempts = maxAttempts;
        this.clock = clock;
    }

    /** Records a failed attempt. Returns true if it was the last one. */
    synchronized boolean failed(RecordAddress record, InternalErrorException failure) {
        Failure before = failures.getOrDefault(record, new Failure(0, maxAttempts, failure, clock.instant()));
        Failure now = new Failure(before.attempts() + 1, before.maxAttempts(), failure, clock.instant());
        failures.put(record, now);
        return now.isFinal();
    }

    /** Remembers which record a prediction belongs to, in case the broker does not accept it. */
    synchronized void forwarded(byte[] prediction, RecordAddress record) {
        forwarded.put(prediction, record);
    }

    /** Records that a forwarded prediction is too large to be written, so that no attempt can succeed. */
    synchronized void predictionTooLarge(byte @Nullable [] prediction, Exception failure) {
        RecordAddress record = forwarded.get(prediction);
        if (record != null) {
            failures.put(record, new Failure(0, 0, new InternalErrorException(failure), clock.instant()));
        }
    }

    /** Why no attempt can succeed, if that is known. */
    synchronized Optional<InternalErrorException> permanent(RecordAddress record) {
        return Optional.ofNullable(failures.get(record))
                .filter(failure -> failure.maxAttempts() == 0)
                .map(Failure::last);
    }

    /** Records that the rejection of a record is too large to be written as it is. */
    synchronized void rejectionTooLarge(RecordAddress record) {
        tooLarge.merge(record, 1, Integer::sum);
    }

    /** How often the rejection of a record was too large. */
    synchronized int timesTooLarge(RecordAddress record) {
        return tooLarge.getOrDefault(record, 0);
    }

    /** The record has a result after all. */
    synchronized void resolved(RecordAddress record) {
        failures.remove(record);
    }

    /** A failure that currently repeats and blocks its partition, if there is one. */
    public synchronized Optional<String> message() {
        Instant oldest = clock.instant().minus(CURRENT);
        return failures.entrySet().stream()
                .filter(entry -> !entry.getValue().isFinal())
                .filter(entry -> entry.getValue().time().isAfter(oldest))
                .findFirst()
                .map(entry -> message(entry.getKey(), entry.getValue()));
    }

    private static String message(RecordAddress record, Failure failure) {
        return "record " + record.topic() + "-" + record.partition() + "-" + record.offset() + " fails: "
                + failure.last().getMessage();
    }
}
