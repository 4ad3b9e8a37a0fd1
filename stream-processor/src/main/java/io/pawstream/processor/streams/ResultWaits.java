package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Tracks the records for whose results stream threads wait. A very long wait blocks a partition. It can be caused by a
 * file system that hangs or a connection that never closes, for example.
 */
public final class ResultWaits {

    /** Longer than fetching an image from a failing host takes with default settings. */
    static final Duration LONG = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<RecordAddress, Long> startedAt = new ConcurrentHashMap<>();

    /**
     * Creates a tracker without waits.
     *
     * @param nanoTime {@link System#nanoTime}, or a clock for tests
     */
    public ResultWaits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void start(RecordAddress record) {
        startedAt.put(record, nanoTime.getAsLong());
    }

    void end(RecordAddress record) {
        startedAt.remove(record);
    }

    /** {@return a record for which a thread has waited longer than a minute; empty if there is none} */
    public Optional<String> message() {
        long now = nanoTime.getAsLong();
        return startedAt.entrySet().stream()
                .filter(wait -> now - wait.getValue() > LONG.toNanos())
                .findFirst()
                .map(wait -> "record " + wait.getKey() + " has no result after "
                        + Duration.ofNanos(now - wait.getValue()).toSeconds() + " s");
    }
}
