package io.pawstream.processor.observe;

import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.ModelCard;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The last predictions of a model, compared with those on the photos of its test split, which its card counts. Safe for use
 * by several threads.
 */
final class DriftWindow {

    /** Fewer say nothing: the index of 500 images of the same kind is about 0.02. */
    static final int LEAST = 500;

    private static final int CLASSES = 2;

    private final long[] expectedConfidence;
    private final long[] expectedClasses;
    /** Bin and class of each prediction, in a ring. */
    private final byte[] ring;

    private final long[] confidence = new long[ConfidenceBins.BOUNDS.size()];
    private final long[] classes = new long[CLASSES];
    private int count;
    private int next;

    /**
     * An empty window.
     *
     * @param test the score on the card; what it does not count is not compared
     * @param size predictions in the window, at least {@value #LEAST}
     */
    DriftWindow(ModelCard.Evaluation test, int size) {
        expectedConfidence = test == null || test.confidence() == null ? null : longs(test.confidence());
        expectedClasses = test == null ? null : called(test.confusion());
        ring = new byte[requireSize(size)];
    }

    static int requireSize(int size) {
        if (size < LEAST) {
            throw new IllegalArgumentException(
                    "drift is seen in " + size + " predictions; it must be at least " + LEAST);
        }
        return size;
    }

    private static long[] longs(List<Integer> counts) {
        return counts.stream().mapToLong(Integer::longValue).toArray();
    }

    /** Images by the class that the model gave them: sums of the columns. */
    private static long[] called(List<List<Integer>> confusion) {
        long[] sums = new long[CLASSES];
        for (List<Integer> row : confusion) {
            Arrays.setAll(sums, i -> sums[i] + row.get(i));
        }
        return sums;
    }

    /**
     * Takes a prediction in, and the oldest one out if the window is full.
     *
     * @param probability of class 1
     */
    synchronized void add(double probability) {
        if (count == ring.length) {
            int oldest = ring[next];
            confidence[oldest / CLASSES]--;
            classes[oldest % CLASSES]--;
        } else {
            count++;
        }
        int bin = ConfidenceBins.of(probability);
        int label = probability >= 0.5 ? 1 : 0;
        confidence[bin]++;
        classes[label]++;
        ring[next] = (byte) (bin * CLASSES + label);
        next = (next + 1) % ring.length;
    }

    /** How far the confidence has drifted; empty while there are too few predictions or the card does not count it. */
    synchronized OptionalDouble confidenceDrift() {
        return drift(expectedConfidence, confidence);
    }

    /** How far the share of the classes has drifted; empty likewise. */
    synchronized OptionalDouble classDrift() {
        return drift(expectedClasses, classes);
    }

    private OptionalDouble drift(long[] expected, long[] observed) {
        return expected == null || count < LEAST
                ? OptionalDouble.empty()
                : OptionalDouble.of(StabilityIndex.of(expected, observed));
    }
}
