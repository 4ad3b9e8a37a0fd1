package io.pawstream.processor.observe;

import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.Evaluation;
import io.pawstream.model.Prediction;
import java.util.OptionalDouble;

/**
 * Compares the latest predictions of a model with those on its test split, which the card contains. Thread-safe.
 */
final class DriftWindow {

    /** Minimum number of predictions. With 500 images of the same distribution, the index is about 0.05 or less. */
    static final int LEAST = 500;

    private final MergedBins confidenceBins;
    private final MergedBins classBins;
    /** Bins of the confidence and of the class of each prediction, as a ring buffer. */
    private final int[] ring;

    private final long[] confidence;
    private final long[] classes;
    private int count;
    private int next;

    /**
     * Creates an empty window.
     *
     * @param test evaluation on the card, of at least {@link MergedBins#LEAST_IMAGES} images
     * @param size number of predictions in the window, at least {@value #LEAST}
     */
    DriftWindow(Evaluation test, int size) {
        confidenceBins = new MergedBins(test.confidence());
        classBins = new MergedBins(test.perClass().predicted());
        confidence = new long[confidenceBins.size()];
        classes = new long[classBins.size()];
        ring = new int[requireSize(size)];
    }

    static int requireSize(int size) {
        if (size < LEAST) {
            throw new IllegalArgumentException(
                    "drift window is " + size + " predictions; it must be at least " + LEAST);
        }
        return size;
    }

    /** Adds a prediction. If the window is full, it replaces the oldest one. */
    synchronized void add(Prediction prediction) {
        if (count == ring.length) {
            int oldest = ring[next];
            confidence[oldest / classes.length]--;
            classes[oldest % classes.length]--;
        } else {
            count++;
        }
        int bin = confidenceBins.of(ConfidenceBins.ofConfidence(prediction.probability()));
        int classBin = classBins.of(prediction.labelIndex());
        confidence[bin]++;
        classes[classBin]++;
        ring[next] = bin * classes.length + classBin;
        next = (next + 1) % ring.length;
    }

    /** Returns the drift of the confidence; empty if there are too few predictions. */
    synchronized OptionalDouble confidenceDrift() {
        return drift(confidenceBins.expected(), confidence);
    }

    /** Returns the drift of the class shares; empty if there are too few predictions. */
    synchronized OptionalDouble classDrift() {
        return drift(classBins.expected(), classes);
    }

    private OptionalDouble drift(long[] expected, long[] observed) {
        return count < LEAST ? OptionalDouble.empty() : OptionalDouble.of(StabilityIndex.of(expected, observed));
    }
}
