package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records on which the service has failed for a reason that nobody foresaw, and how often in a row. Such a record is
 * tried again; once it has failed often enough, it must not hold up its partition any longer.
 *
 * <p>They outlive the stream threads, each of which ends with its failure. A record stays here after it was rejected: its
 * transaction may yet be aborted, for instance by the next such record.
 */
public final class RecordFailures {

    /** More than there are in one transaction. */
    private static final int REMEMBERED = 1_000;

    /** Longer than a partition takes to come back; after that another instance has it. */
    private static final Duration CURRENT = Duration.ofMinutes(1);

    private final int tries;
    private final Clock clock;
    private final Map<RecordAddress, Fault> faults = bounded();
    private final Map<RecordAddress, Integer> tooLarge = bounded();

    private static <T> Map<RecordAddress, T> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RecordAddress, T> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /**
     * What is known of a record.
     *
     * @param failures tries that have failed
     * @param tries tries that it has
     * @param last the last failure
     * @param time when that was
     */
    private record Fault(int failures, int tries, InternalErrorException last, Instant time) {

        boolean isDecided() {
            return failures > 0 && failures >= tries;
        }
    }

    /**
     * None yet.
     *
     * @param tries how often a record is tried, at least 1
     * @param clock tells which faults are of the present
     */
    public RecordFailures(int tries, Clock clock) {
        if (tries < 1) {
            throw new IllegalArgumentException("a record is tried " + tries + " times; it must be at least 1");
        }
        this.tries = tries;
        this.clock = clock;
    }

    /** Notes that a try has failed; true if it was the last one. */
    synchronized boolean failed(RecordAddress record, InternalErrorException failure) {
        Fault before = faults.getOrDefault(record, new Fault(0, tries, failure, clock.instant()));
        Fault now = new Fault(before.failures() + 1, before.tries(), failure, clock.instant());
        faults.put(record, now);
        return now.isDecided();
    }

    /** Notes that no try can succeed: there was an answer, and it cannot be written. */
    synchronized void giveUp(RecordAddress record, InternalErrorException failure) {
        faults.put(record, new Fault(0, 0, failure, clock.instant()));
    }

    /** Why no try can succeed, if that is known. */
    synchronized Optional<InternalErrorException> givenUp(RecordAddress record) {
        return Optional.ofNullable(faults.get(record))
                .filter(fault -> fault.tries() == 0)
                .map(Fault::last);
    }

    /** Notes that the rejection of a record is too large to be written as it is. */
    synchronized void tooLarge(RecordAddress record) {
        tooLarge.merge(record, 1, Integer::sum);
    }

    /** How often the rejection of a record was too large. */
    synchronized int timesTooLarge(RecordAddress record) {
        return tooLarge.getOrDefault(record, 0);
    }

    /** The record has an answer after all. */
    synchronized void over(RecordAddress record) {
        faults.remove(record);
    }

    /** A fault that repeats now and holds up its partition, if there is one. */
    public synchronized Optional<String> message() {
        Instant oldest = clock.instant().minus(CURRENT);
        return faults.entrySet().stream()
                .filter(entry -> !entry.getValue().isDecided())
                .filter(entry -> entry.getValue().time().isAfter(oldest))
                .findFirst()
                .map(entry -> message(entry.getKey(), entry.getValue()));
    }

    private static String message(RecordAddress record, Fault fault) {
        return "record " + record.topic() + "-" + record.partition() + "-" + record.offset() + " fails: "
                + fault.last().getMessage();
    }
}
