package io.pawstream.onnx.dataset;

import java.util.Arrays;

/** The middle one of some numbers. */
public final class Median {

    private Median() {}

    /** The middle one, or the mean of the middle two; NaN if there is none. */
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
