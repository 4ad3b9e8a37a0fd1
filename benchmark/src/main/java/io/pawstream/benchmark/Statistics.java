package io.pawstream.benchmark;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** What is said of several rounds. */
public final class Statistics {

    private Statistics() {}

    /** The middle value; of an even number, the larger of the middle two. */
    public static <T> double median(Collection<T> rounds, ToDoubleFunction<T> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Largest minus smallest value, as a share of the median. */
    public static <T> double spread(Collection<T> rounds, ToDoubleFunction<T> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        return (sorted[sorted.length - 1] - sorted[0]) / sorted[sorted.length / 2];
    }
}
