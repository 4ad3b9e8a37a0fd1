package io.pawstream.processor.observe;

/**
 * Computes the population stability index, a distance between two distributions over the same bins.
 *
 * <p>The index is the sum of (a - e) ln(a / e) over all bins, where a is the observed share of a bin and e is the
 * expected share (Siddiqi 2006, "Credit Risk Scorecards"). As a rule of thumb, the distributions are the same below
 * 0.1 and differ significantly above 0.25.
 */
final class StabilityIndex {

    /** Added to each count, because the logarithm of an empty bin is not defined. */
    private static final double SMOOTHING = 0.5;

    private StabilityIndex() {}

    /**
     * Computes the index.
     *
     * @param expected one count per bin
     * @param observed one count per bin
     * @return the index, at least 0
     * @throws IllegalArgumentException if the numbers of bins differ or are 0
     */
    static double of(long[] expected, long[] observed) {
        if (expected.length != observed.length || expected.length == 0) {
            throw new IllegalArgumentException(observed.length + " observed and " + expected.length
                    + " expected counts; both must have the same number, at least 1");
        }
        double allExpected = sum(expected);
        double allObserved = sum(observed);
        double index = 0;
        for (int i = 0; i < expected.length; i++) {
            double e = (expected[i] + SMOOTHING) / allExpected;
            double a = (observed[i] + SMOOTHING) / allObserved;
            index += (a - e) * Math.log(a / e);
        }
        return index;
    }

    private static double sum(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count + SMOOTHING;
        }
        return sum;
    }
}
