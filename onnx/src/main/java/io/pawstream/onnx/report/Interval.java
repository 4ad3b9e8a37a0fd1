package io.pawstream.onnx.report;

import java.util.Locale;

/**
 * A 95% confidence interval for a share.
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
record Interval(double low, double high) {

    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * Computes the score interval of E. B. Wilson, Probable Inference, the Law of Succession, and Statistical
     * Inference, Journal of the American Statistical Association 22 (1927), pages 209 to 212: {@code (p + z²/2n ± z
     * sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)}. Unlike the normal approximation it stays within 0 and 1 and is valid for
     * few images.
     *
     * @param hits number of correct predictions, 0 to {@code total}
     * @param total number of images, at least 1
     * @throws IllegalArgumentException if a number is outside its range
     */
    static Interval wilson(int hits, int total) {
        if (total < 1 || hits < 0 || hits > total) {
            throw new IllegalArgumentException(
                    hits + " hits of " + total + " images; there must be at least 1 image and at most as many hits");
        }
        double share = (double) hits / total;
        double square = Z * Z / total;
        double center = share + square / 2;
        double reach = Math.sqrt(square * (share * (1 - share) + square / 4));
        return new Interval(Math.max(0, (center - reach) / (1 + square)), Math.min(1, (center + reach) / (1 + square)));
    }

    /** {@return the interval in percent, for instance {@code 63.0 – 66.8%}} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f – %.1f%%", 100 * low, 100 * high);
    }
}
