package io.pawstream.benchmark.shared;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Summarizes the values of several rounds. */
public final class Statistics {

    private Statistics() {}

    /**
     * Returns the median of a value.
     *
     * @param rounds rounds, at least one
     * @param value the value of a round
     * @param <T> type of a round
     * @return the middle value, or the mean of the middle two for an even number of rounds
     * @throws IllegalArgumentException if there is no round
     */
    public static <T> double median(List<T> rounds, ToDoubleFunction<T> value) {
        return median(sorted(rounds, value));
    }

    /**
     * Returns the spread of a value.
     *
     * @param rounds rounds, at least one
     * @param value the value of a round
     * @param <T> type of a round
     * @return largest minus smallest value, as a share of the median
     * @throws IllegalArgumentException if there is no round
     */
    public static <T> double spread(List<T> rounds, ToDoubleFunction<T> value) {
        double[] sorted = sorted(rounds, value);
        return (sorted[sorted.length - 1] - sorted[0]) / median(sorted);
    }

    /**
     * Returns the median of the ratios within each round. Slow changes of the machine affect both sides of a ratio.
     *
     * @param numerators measurements of one kind, one per round
     * @param denominators measurements of the other kind, one per round
     * @param value the value of a measurement
     * @param <T> type of a measurement
     * @return median of numerator divided by denominator
     * @throws IllegalArgumentException if there is no round or the numbers of rounds differ
     */
    public static <T> double medianRatio(List<T> numerators, List<T> denominators, ToDoubleFunction<T> value) {
        if (numerators.size() != denominators.size()) {
            throw new IllegalArgumentException("numbers of rounds are " + numerators.size() + " and "
                    + denominators.size() + "; they must be equal");
        }
        List<Double> ratios = IntStream.range(0, numerators.size())
                .mapToObj(i -> value.applyAsDouble(numerators.get(i)) / value.applyAsDouble(denominators.get(i)))
                .toList();
        return median(ratios, ratio -> ratio);
    }

    private static <T> double[] sorted(List<T> rounds, ToDoubleFunction<T> value) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("number of rounds is 0; it must be at least 1");
        }
        double[] values = rounds.stream().mapToDouble(value).toArray();
        Arrays.sort(values);
        return values;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
