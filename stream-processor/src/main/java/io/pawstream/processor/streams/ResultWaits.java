package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The records whose outcomes the stream threads wait for. One that takes very long holds up its partition, whatever the cause
 * is: a file system that does not answer, a network that does not end.
 */
public final class ResultWaits {

    /** Longer than an image that is fetched from a host with outages takes. */
    static final Duration LONG = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<RecordAddress, Long> since = new ConcurrentHashMap<>();

    /** No waits yet. */
    public ResultWaits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void begin(RecordAddress record) {
        since.put(record, nanoTime.getAsLong());
    }

    void end(RecordAddress record) {
        since.remove(record);
    }

    /** The record for which a thread waits too long now, if there is one. */
    public Optional<String> message() {
        long now = nanoTime.getAsLong();
        return since.entrySet().stream()
                .filter(wait -> now - wait.getValue() > LONG.toNanos())
                .findFirst()
                .map(wait -> "record " + wait.getKey().topic() + "-"
                        + wait.getKey().partition() + "-" + wait.getKey().offset() + " has no outcome after "
                        + Duration.ofNanos(now - wait.getValue()).toSeconds() + " s");
    }
}
