package io.pawstream.processor.observe;

/**
 * The population stability index: how far one distribution over bins is from another.
 *
 * <p>With the shares a of the observed counts and e of the expected ones in each bin, the index is the sum of (a - e)
 * ln(a / e) (Siddiqi 2006, "Credit Risk Scorecards"). By the usual rule below 0.1 is the same, above 0.25 another
 * population.
 */
final class StabilityIndex {

    /** Added to each count, so that an empty bin has a logarithm. */
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
                    + " expected counts; there must be as many, and at least one");
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
