package io.pawstream.processor.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Groups the values of a prediction, its classes or ranges of confidence, for the population stability index. Without
 * drift, the index of B bins is about (B - 1) (1/n + 1/m) for n predictions and m test images (Yurdakul and Naranjo
 * 2020, "Statistical properties of the population stability index"). It would therefore report a drift of every model
 * with hundreds of classes or a few dozen test images.
 *
 * <p>The two bins with the fewest expected predictions are merged, until the index without drift is at most
 * {@value #NOISE} in the smallest window, there are at most {@value #MOST} bins, and each expects at least
 * {@value #LEAST_SHARE} of the predictions: 5 of the smallest window, the usual lower bound for such tests (Cochran 1954,
 * "Some methods for strengthening the common chi-squared tests"). Two bins always remain.
 */
final class MergedBins {

    /** With fewer test images, the index is often above 0.25 without drift, because the bins follow these few images. */
    static final int LEAST_IMAGES = 50;

    static final int MOST = 20;

    private static final double NOISE = 0.05;
    private static final double LEAST_SHARE = 0.01;

    private final int[] binOfValue;
    private final long[] expected;

    private record Bin(long expected, int first, List<Integer> values) {

        /** Adds the shorter list to the longer one, because a model may have a hundred thousand classes. */
        Bin with(Bin other) {
            boolean isLonger = values.size() >= other.values.size();
            List<Integer> all = isLonger ? values : other.values;
            all.addAll(isLonger ? other.values : values);
            return new Bin(expected + other.expected, Math.min(first, other.first), all);
        }
    }

    /**
     * Groups values.
     *
     * @param counts number of predictions with each value on the test split, at least two values and
     *     {@value #LEAST_IMAGES} predictions
     */
    MergedBins(List<Integer> counts) {
        PriorityQueue<Bin> bins =
                new PriorityQueue<>(Comparator.comparingLong(Bin::expected).thenComparingInt(Bin::first));
        long all = 0;
        for (int i = 0; i < counts.size(); i++) {
            bins.add(new Bin(counts.get(i), i, new ArrayList<>(List.of(i))));
            all += counts.get(i);
        }
        double most = Math.min(MOST, 1 + NOISE / (1.0 / DriftWindow.LEAST + 1.0 / all));
        while (bins.size() > 2 && (bins.size() > most || bins.element().expected() < Math.max(1, LEAST_SHARE * all))) {
            bins.add(bins.remove().with(bins.remove()));
        }
        binOfValue = new int[counts.size()];
        expected = new long[bins.size()];
        for (int bin = 0; bin < expected.length; bin++) {
            Bin next = bins.remove();
            expected[bin] = next.expected();
            for (int each : next.values()) {
                binOfValue[each] = bin;
            }
        }
    }

    /** Returns the bin of a value. */
    int of(int value) {
        return binOfValue[value];
    }

    /** Returns the number of bins, 2 to {@value #MOST}. */
    int size() {
        return expected.length;
    }

    /** Returns a copy of the number of predictions on the test split in each bin. */
    long[] expected() {
        return expected.clone();
    }
}
