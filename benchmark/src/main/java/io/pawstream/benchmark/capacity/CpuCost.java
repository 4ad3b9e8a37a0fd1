package io.pawstream.benchmark.capacity;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;

/**
 * CPU time per image as a linear function of the image's size.
 *
 * @param base milliseconds for each image
 * @param perMegabyte milliseconds for each million bytes of the encoded image
 * @param perMegapixel milliseconds for each million pixels
 */
record CpuCost(double base, double perMegabyte, double perMegapixel) {

    /**
     * A measured CPU time.
     *
     * @param megabytes size of the encoded image in millions of bytes
     * @param megapixels millions of pixels
     * @param millis CPU time in milliseconds per image, above 0
     */
    record Sample(double megabytes, double megapixels, double millis) {}

    /**
     * Fits all three coefficients. It minimizes the sum of the squares of the relative errors, so that small images
     * count as much as large ones.
     *
     * @param samples at least 3, of different sizes
     */
    static CpuCost ofBytesAndPixels(List<Sample> samples) {
        double[] fitted = fit(samples, sample -> new double[] {1, sample.megabytes, sample.megapixels});
        return new CpuCost(fitted[0], fitted[1], fitted[2]);
    }

    /**
     * Fits a cost that does not depend on pixels, as {@link #ofBytesAndPixels} does.
     *
     * @param samples at least 2, of different sizes
     */
    static CpuCost ofBytes(List<Sample> samples) {
        double[] fitted = fit(samples, sample -> new double[] {1, sample.megabytes});
        return new CpuCost(fitted[0], fitted[1], 0);
    }

    private interface Features {
        double[] of(Sample sample);
    }

    private static double[] fit(List<Sample> samples, Features features) {
        double[][] rows = samples.stream()
                .map(sample -> {
                    double[] row = features.of(sample);
                    for (int i = 0; i < row.length; i++) {
                        row[i] /= sample.millis;
                    }
                    return row;
                })
                .toArray(double[][]::new);
        return new QRDecomposition(new Array2DRowRealMatrix(rows))
                .getSolver()
                .solve(new ArrayRealVector(rows.length, 1))
                .toArray();
    }

    /** {@return the cost in milliseconds of an image} */
    double millis(double megabytes, double megapixels) {
        return base + perMegabyte * megabytes + perMegapixel * megapixels;
    }

    /** {@return the same cost for each byte and pixel, with another cost for each image} */
    CpuCost withBase(double otherBase) {
        return new CpuCost(otherBase, perMegabyte, perMegapixel);
    }
}
