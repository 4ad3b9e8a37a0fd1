package io.pawstream.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Histogram bins for the confidence of predictions, the probability of the label. As in Prometheus, the upper bound
 * of a bin is inclusive and the lower bound is exclusive.
 */
public final class ConfidenceBins {

    /** Upper bound of each bin, in ascending order: 0.05, 0.1 and so on up to 1. */
    public static final List<Double> BOUNDS =
            IntStream.rangeClosed(1, 20).mapToObj(i -> i / 20.0).toList();

    private ConfidenceBins() {}

    /**
     * Finds the bin of a confidence.
     *
     * @param confidence probability of the label, 0 to 1
     * @return index of the bin in {@link #BOUNDS}
     */
    public static int ofConfidence(double confidence) {
        int bin = 0;
        while (bin < BOUNDS.size() - 1 && confidence > BOUNDS.get(bin)) {
            bin++;
        }
        return bin;
    }
}
