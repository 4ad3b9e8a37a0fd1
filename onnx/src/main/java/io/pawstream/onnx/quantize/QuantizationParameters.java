package io.pawstream.onnx.quantize;

/**
 * The mapping of 8-bit integers to real numbers: {@code real = scale * (integer - zeroPoint)} for integers 0 to 255.
 *
 * @param scale distance between two adjacent real numbers, above 0
 * @param zeroPoint the integer that represents 0, 0 to 255
 */
record QuantizationParameters(float scale, int zeroPoint) {

    static final int LARGEST = 255;

    QuantizationParameters {
        if (!(scale > 0) || zeroPoint < 0 || zeroPoint > LARGEST) {
            throw new IllegalArgumentException("scale is " + scale + " and zero point is " + zeroPoint
                    + "; scale must be positive, zero point 0 to " + LARGEST);
        }
    }

    /**
     * Returns the parameters that represent a range of real numbers.
     *
     * @param low lower end, at most 0
     * @param high upper end, at least 0
     * @return the parameters; 0 is exact
     */
    static QuantizationParameters of(float low, float high) {
        if (low == high) {
            return new QuantizationParameters(1, 0);
        }
        float scale = (high - low) / LARGEST;
        return new QuantizationParameters(scale, Math.min(Math.max(Math.round(-low / scale), 0), LARGEST));
    }

    /** {@return the smallest real number that is represented} */
    float low() {
        return scale * -zeroPoint;
    }

    /** {@return the largest real number that is represented} */
    float high() {
        return scale * (LARGEST - zeroPoint);
    }
}
