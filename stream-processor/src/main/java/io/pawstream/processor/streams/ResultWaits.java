package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The records whose results the stream threads wait for. A very long wait blocks a partition, whatever its cause: a file
 * system that hangs, a network that never closes a connection.
 */
public final class ResultWaits {

    /** Longer than fetching an image from a host with outages takes. */
    static final Duration LONG = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<RecordAddress, Long> startedAt = new ConcurrentHashMap<>();

    /**
     * Starts without waits.
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

    /** A record for which a thread waits longer than a minute, if there is one. */
    public Optional<String> message() {
        long now = nanoTime.getAsLong();
        return startedAt.entrySet().stream()
                .filter(wait -> now - wait.getValue() > LONG.toNanos())
                .findFirst()
                .map(wait -> "record " + wait.getKey().topic() + "-"
                        + wait.getKey().partition() + "-" + wait.getKey().offset() + " has no result after "
                        + Duration.ofNanos(now - wait.getValue()).toSeconds() + " s");
    }
}
