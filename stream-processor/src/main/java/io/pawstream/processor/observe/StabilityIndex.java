package io.pawstream.processor.observe;

/**
 * Population stability index: the distance between two distributions over bins.
 *
 * <p>With the shares a of the observed counts and e of the expected ones in each bin, the index is the sum of (a - e)
 * ln(a / e) (Siddiqi 2006, "Credit Risk Scorecards"). By the usual rule, below 0.1 the population is the same, above 0.25
 * it is another one.
 */
final class StabilityIndex {

    /** Added to each count, because an empty bin has no logarithm. */
    private static final double SMOOTHING = 0.5;

    private StabilityIndex() {}

    /**
     * The index, 0 or above.
     *
     * @param expected counts, one for each bin
     * @param observed counts in the same bins
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
