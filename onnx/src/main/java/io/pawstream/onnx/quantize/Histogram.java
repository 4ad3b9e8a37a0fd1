package io.pawstream.onnx.quantize;

/**
 * How often which values occur, and which range of them is best kept in 8 bits: the one with the least mean squared error,
 * of values inside it because they are rounded (a twelfth of the squared step) and of values outside because they are
 * clipped (as in Nagel et al. 2021, "A White Paper on Neural Network Quantization", section 3.1).
 */
final class Histogram {

    private static final int BINS = 4096;
    private static final int CANDIDATES = 80;

    private float low;
    private float high;
    private final long[] counts = new long[BINS];

    /** Widens the span by values; all of them are seen this way before the first is counted. */
    void span(float smallest, float largest) {
        low = Math.min(low, smallest);
        high = Math.max(high, largest);
    }

    /** Counts a value of the span. */
    void count(float value) {
        // 0 is exact in every range.
        if (value == 0) {
            return;
        }
        int bin = (int) ((value - low) / (high - low) * BINS);
        counts[Math.min(Math.max(bin, 0), BINS - 1)]++;
    }

    /** The best range; it contains 0. */
    Affine best() {
        Affine best = Affine.of(low, high);
        double least = error(best);
        for (int i = 1; i < CANDIDATES; i++) {
            float part = 1 - (float) i / CANDIDATES;
            // The longer side is clipped before the shorter one.
            float bound = part * Math.max(-low, high);
            Affine candidate = Affine.of(Math.max(low, -bound), Math.min(high, bound));
            double error = error(candidate);
            if (error < least) {
                least = error;
                best = candidate;
            }
        }
        return best;
    }

    private double error(Affine range) {
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
