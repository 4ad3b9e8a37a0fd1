package io.pawstream.processor.observe;

import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The latest predictions of a model, compared with the counts of its test split on its card. Safe for use by several
 * threads.
 */
final class DriftWindow {

    /** With fewer the index is noise; for 500 images of the same distribution it is about 0.02. */
    static final int LEAST = 500;

    private static final int CLASSES = 2;

    private final long @Nullable [] expectedConfidence;
    private final long @Nullable [] expectedClasses;
    /** Bin and class of each prediction, in a ring. */
    private final byte[] ring;

    private final long[] confidence = new long[ConfidenceBins.BOUNDS.size()];
    private final long[] classes = new long[CLASSES];
    private int count;
    private int next;

    /**
     * Creates an empty window.
     *
     * @param test evaluation on the card, or null; counts that are absent are not compared
     * @param size predictions in the window, at least {@value #LEAST}
     */
    DriftWindow(ModelCard.@Nullable Evaluation test, int size) {
        expectedConfidence = test == null || test.confidence() == null ? null : longs(test.confidence());
        expectedClasses = test == null ? null : called(test.confusion());
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

    /** Images by predicted class: sums of the columns. */
    private static long[] called(List<List<Integer>> confusion) {
        long[] sums = new long[CLASSES];
        for (List<Integer> row : confusion) {
            Arrays.setAll(sums, i -> sums[i] + row.get(i));
        }
        return sums;
    }

    /** Adds a prediction, and removes the oldest one if the window is full. */
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

    /** Drift of the confidence; empty while there are too few predictions, or if the card has no counts. */
    synchronized OptionalDouble confidenceDrift() {
        return drift(expectedConfidence, confidence);
    }

    /** Drift of the share of the classes; empty in the same cases. */
    synchronized OptionalDouble classDrift() {
        return drift(expectedClasses, classes);
    }

    private OptionalDouble drift(long @Nullable [] expected, long[] observed) {
        return expected == null || count < LEAST
                ? OptionalDouble.empty()
                : OptionalDouble.of(StabilityIndex.of(expected, observed));
    }
}
