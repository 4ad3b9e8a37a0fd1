package io.pawstream.onnx.quantize;

/**
 * How 8-bit integers stand for real numbers: {@code real = scale * (integer - zero)} for integers from 0 to 255.
 *
 * @param scale distance of two neighbours, positive
 * @param zero the integer that stands for 0
 */
record Affine(float scale, int zero) {

    static final int LARGEST = 255;

    Affine {
        if (!(scale > 0) || zero < 0 || zero > LARGEST) {
            throw new IllegalArgumentException(
                    "scale " + scale + " and zero " + zero + "; the scale must be positive, the zero 0 to " + LARGEST);
        }
    }

    /** Integers for {@code low} to {@code high}, where 0 lies between them or is one of them, and is exact. */
    static Affine of(float low, float high) {
        if (low == high) {
            return new Affine(1, 0);
        }
        float scale = (high - low) / LARGEST;
        return new Affine(scale, Math.min(Math.max(Math.round(-low / scale), 0), LARGEST));
    }

    /** The smallest real number. */
    float low() {
        return scale * -zero;
    }

    /** The largest real number. */
    float high() {
        return scale * (LARGEST - zero);
    }
}
