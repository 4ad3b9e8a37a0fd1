package io.pawstream.processor.observe;

import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.Evaluation;
import io.pawstream.model.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Compares the latest predictions of a model with those on its test split, which the card contains. Thread-safe.
 */
final class DriftWindow {

    /** Minimum number of predictions. With 500 images of the same distribution, the index is about 0.02. */
    static final int LEAST = 500;

    private static final int CLASSES = 2;

    private final long @Nullable [] expectedConfidence;
    private final long @Nullable [] expectedClasses;
    /** Bin and class of each prediction, as a ring buffer. */
    private final byte[] ring;

    private final long[] confidence = new long[ConfidenceBins.BOUNDS.size()];
    private final long[] classes = new long[CLASSES];
    private int count;
    private int next;

    /**
     * Creates an empty window.
     *
     * @param test evaluation on the card; absent counts are not compared
     * @param size number of predictions in the window, at least {@value #LEAST}
     */
    DriftWindow(@Nullable Evaluation test, int size) {
        expectedConfidence = test == null || test.confidence() == null ? null : longs(test.confidence());
        expectedClasses = test == null ? null : predictedClasses(test.confusion());
        ring = new byte[requireSize(size)];
    }

    static int requireSize(int size) {
        if (size < LEAST) {
            throw new IllegalArgumentException(
                    "drift window is " + size + " predictions; it must be at least " + LEAST);
        }
        return size;
    }

    private static long[] longs(List<Integer> counts) {
        return counts.stream().mapToLong(Integer::longValue).toArray();
    }

    /** Returns the number of images by predicted class, the column sums of a confusion matrix. */
    private static long[] predictedClasses(List<List<Integer>> confusion) {
        long[] sums = new long[CLASSES];
        for (List<Integer> row : confusion) {
            Arrays.setAll(sums, i -> sums[i] + row.get(i));
        }
        return sums;
    }

    /** Adds a prediction. If the window is full, it replaces the oldest one. */
    synchronized void add(Prediction prediction) {
        if (count == ring.length) {
            int oldest = ring[next];
            confidence[oldest / CLASSES]--;
            classes[oldest % CLASSES]--;
        } else {
            count++;
        }
        int bin = ConfidenceBins.ofConfidence(prediction.probability());
        int label = prediction.labelIndex();
        confidence[bin]++;
        classes[label]++;
        ring[next] = (byte) (bin * CLASSES + label);
        next = (next + 1) % ring.length;
    }

    /** Returns the drift of the confidence; empty if there are too few predictions or the card has no counts. */
    synchronized OptionalDouble confidenceDrift() {
        return drift(expectedConfidence, confidence);
    }

    /** Returns the drift of the class shares; empty if there are too few predictions or the card has no counts. */
    synchronized OptionalDouble classDrift() {
        return drift(expectedClasses, classes);
    }

    private OptionalDouble drift(long @Nullable [] expected, long[] observed) {
        return expected == null || count < LEAST
                ? OptionalDouble.empty()
                : OptionalDouble.of(StabilityIndex.of(expected, observed));
    }
}
