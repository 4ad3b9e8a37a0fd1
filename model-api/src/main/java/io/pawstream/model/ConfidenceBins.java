package io.pawstream.model;

import java.util.List;

/**
 * Histogram bins for the confidence of predictions, the probability of the label. As in Prometheus, the upper bound
 * of a bin is inclusive and the lower bound is exclusive.
 */
public final class ConfidenceBins {

    /** Upper bound of each bin, in ascending order; the last bound is 1. */
    public static final List<Double> BOUNDS = List.of(0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0);

    private ConfidenceBins() {}

    /**
     * Finds the bin of a confidence.
     *
     * @param confidence probability of the label, 0.5 to 1
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
