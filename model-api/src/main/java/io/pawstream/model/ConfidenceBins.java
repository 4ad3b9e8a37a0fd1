package io.pawstream.model;

import java.util.List;

/**
 * How sure a model is of its label, in bins: the probability of the label is 0.5 to 1. The bins are those of a Prometheus
 * histogram: each holds what is at most its bound and above the one before.
 */
public final class ConfidenceBins {

    /** Upper bounds, one for each bin. */
    public static final List<Double> BOUNDS = List.of(0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0);

    private ConfidenceBins() {}

    /**
     * The bin of a prediction, from 0.
     *
     * @param probability of class 1, 0 to 1
     */
    public static int of(double probability) {
        double confidence = Math.max(probability, 1 - probability);
        int bin = 0;
        while (bin < BOUNDS.size() - 1 && confidence > BOUNDS.get(bin)) {
            bin++;
        }
        return bin;
    }
}
