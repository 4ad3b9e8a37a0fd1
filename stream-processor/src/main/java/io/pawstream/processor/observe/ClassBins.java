package io.pawstream.processor.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Groups the classes of a model for the population stability index. Without drift, the index of B bins is about
 * (B - 1) (1/n + 1/m) for n predictions and m test images (Yurdakul and Naranjo 2020, "Statistical properties of the
 * population stability index"). It would therefore report a drift of every model with hundreds of classes.
 *
 * <p>The two bins with the fewest expected predictions are merged, until there are at most {@value #MOST} bins and each
 * expects at least {@value #LEAST_SHARE} of the predictions: 5 of the smallest window, the usual lower bound for such
 * tests (Cochran 1954, "Some methods for strengthening the common chi-squared tests"). Two bins always remain.
 */
final class ClassBins {

    /** With 500 predictions and 2,000 test images, the index of this number of bins is about 0.05 without drift. */
    static final int MOST = 20;

    private static final double LEAST_SHARE = 0.01;

    private final int[] binOfClass;
    private final long[] expected;

    private record Bin(long expected, int first, List<Integer> classes) {

        /** Adds the shorter list to the longer one, because a model may have a hundred thousand classes. */
        Bin with(Bin other) {
            boolean isLonger = classes.size() >= other.classes.size();
            List<Integer> all = isLonger ? classes : other.classes;
            all.addAll(isLonger ? other.classes : classes);
            return new Bin(expected + other.expected, Math.min(first, other.first), all);
        }
    }

    /**
     * Groups classes.
     *
     * @param predicted number of predictions of each class on the test split, at least two classes
     */
    ClassBins(List<Integer> predicted) {
        PriorityQueue<Bin> bins =
                new PriorityQueue<>(Comparator.comparingLong(Bin::expected).thenComparingInt(Bin::first));
        long all = 0;
        for (int i = 0; i < predicted.size(); i++) {
            bins.add(new Bin(predicted.get(i), i, new ArrayList<>(List.of(i))));
            all += predicted.get(i);
        }
        while (bins.size() > 2 && (bins.size() > MOST || bins.element().expected() < Math.max(1, LEAST_SHARE * all))) {
            bins.add(bins.remove().with(bins.remove()));
        }
        binOfClass = new int[predicted.size()];
        expected = new long[bins.size()];
        for (int bin = 0; bin < expected.length; bin++) {
            Bin next = bins.remove();
            expected[bin] = next.expected();
            for (int each : next.classes()) {
                binOfClass[each] = bin;
            }
        }
    }

    /** Returns the bin of a class. */
    int of(int classIndex) {
        return binOfClass[classIndex];
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
