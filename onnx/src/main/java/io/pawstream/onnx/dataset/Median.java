package io.pawstream.onnx.dataset;

import java.util.Arrays;

/** Computes medians. */
public final class Median {

    private Median() {}

    /**
     * Returns the median.
     *
     * @param values the numbers, in any order
     * @return the middle value, the mean of the two middle values of an even number, or NaN if there are no values
     */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
