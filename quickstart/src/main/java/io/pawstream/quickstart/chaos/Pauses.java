package io.pawstream.quickstart.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The times without a new prediction, for each partition of the images. A failure that affects one partition is not
 * hidden by predictions of the others.
 */
final class Pauses {

    /** When a committed prediction of a partition was read. */
    private record Arrival(int partition, Instant time) {}

    private final List<Arrival> arrivals = new ArrayList<>();
    /** When the last prediction of each partition was made. */
    private final Map<Integer, Instant> lastMade = new HashMap<>();

    /**
     * Adds a committed prediction.
     *
     * @param partition partition of the image
     * @param made when the prediction was made
     * @param read when the prediction was read, not before that of the last call
     */
    void add(int partition, Instant made, Instant read) {
        arrivals.add(new Arrival(partition, read));
        lastMade.put(partition, made);
    }

    /** {@return the number of partitions with a prediction that was made after a moment} */
    long partitionsWithPredictionMadeAfter(Instant moment) {
        return lastMade.values().stream().filter(made -> made.isAfter(moment)).count();
    }

    /**
     * Returns the longest time without a new prediction that a partition had.
     *
     * @param since start of the first time without a prediction
     * @return the time between two predictions, or between the start and the first one; empty if no prediction followed
     */
    Optional<Duration> longestSince(Instant since) {
        Map<Integer, Instant> previous = new HashMap<>();
        return arrivals.stream()
                .filter(arrival -> arrival.time.isAfter(since))
                .map(arrival -> {
                    Instant last = previous.put(arrival.partition, arrival.time);
                    return Duration.between(last == null ? since : last, arrival.time);
                })
                .max(Comparator.naturalOrder());
    }
}
