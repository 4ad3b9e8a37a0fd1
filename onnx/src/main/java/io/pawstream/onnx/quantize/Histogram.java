package io.pawstream.onnx.quantize;

/**
 * Counts of values, from which the best 8-bit range is chosen: the one with the lowest mean squared error. Values
 * inside the range have the rounding error, a twelfth of the squared step; values outside have the clipping error
 * (Nagel et al. 2021, "A White Paper on Neural Network Quantization", section 3.1).
 */
final class Histogram {

    private static final int BINS = 4096;
    private static final int CANDIDATES = 80;

    private float low;
    private float high;
    private final long[] counts = new long[BINS];

    /**
     * Widens the span of values. Call it for all values before the first {@link #count}.
     *
     * @param smallest a smallest value
     * @param largest a largest value
     */
    void span(float smallest, float largest) {
        low = Math.min(low, smallest);
        high = Math.max(high, largest);
    }

    /** Counts a value, which must be in the span. */
    void count(float value) {
        // 0 is exact in every range, so it does not influence the choice.
        if (value == 0) {
            return;
        }
        int bin = (int) ((value - low) / (high - low) * BINS);
        counts[Math.min(Math.max(bin, 0), BINS - 1)]++;
    }

    /** {@return the range with the lowest mean squared error; it contains 0} */
    QuantizationParameters best() {
        QuantizationParameters best = QuantizationParameters.of(low, high);
        double least = error(best);
        for (int i = 1; i < CANDIDATES; i++) {
            float part = 1 - (float) i / CANDIDATES;
            // The longer side is clipped before the shorter side.
            float bound = part * Math.max(-low, high);
            QuantizationParameters candidate = QuantizationParameters.of(Math.max(low, -bound), Math.min(high, bound));
            double error = error(candidate);
            if (error < least) {
                least = error;
                best = candidate;
            }
        }
        return best;
    }

    private double error(QuantizationParameters range) {
        double rounding = (double) range.scale() * range.scale() / 12;
        double sum = 0;
        double width = ((double) high - low) / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            double value = low + (bin + 0.5) * width;
            double clipped = Math.max(range.low() - value, value - range.high());
            sum += counts[bin] * (clipped > 0 ? clipped * clipped : rounding);
        }
        return sum;
    }
}
