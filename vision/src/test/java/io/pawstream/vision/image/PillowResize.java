package io.pawstream.vision.image;

import io.pawstream.model.Preprocessing.Filter;

/**
 * The resize of Pillow in plain Java: separable, first along rows and then along columns, each with a filter that widens
 * by the factor by which the image shrinks, rounded to 8 bits after each pass.
 */
final class PillowResize {

    private final double support;
    private final boolean cubic;

    PillowResize(Filter filter) {
        cubic = filter == Filter.BICUBIC;
        support = cubic ? 2 : 1;
    }

    /** Resizes samples [height][width][channels] of 0 to 255. */
    int[][][] apply(int[][][] image, int height, int width) {
        return transposed(alongRows(transposed(alongRows(image, width)), height));
    }

    private int[][][] alongRows(int[][][] image, int width) {
        int[][][] resized = new int[image.length][width][image[0][0].length];
        double scale = (double) image[0].length / width;
        double reach = support * Math.max(1, scale);
        for (int x = 0; x < width; x++) {
            double center = (x + 0.5) * scale;
            int first = Math.max(0, (int) (center - reach + 0.5));
            int last = Math.min(image[0].length, (int) (center + reach + 0.5));
            double[] weights = new double[last - first];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = weight((first + i - center + 0.5) / Math.max(1, scale));
                sum += weights[i];
            }
            for (int y = 0; y < image.length; y++) {
                for (int c = 0; c < resized[y][x].length; c++) {
                    double value = 0;
                    for (int i = 0; i < weights.length; i++) {
                        value += image[y][first + i][c] * weights[i] / sum;
                    }
                    resized[y][x][c] = (int) Math.max(0, Math.min(255, Math.rint(value)));
                }
            }
        }
        return resized;
    }

    private double weight(double distance) {
        double x = Math.abs(distance);
        if (!cubic) {
            return Math.max(0, 1 - x);
        }
        double a = -0.5;
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private static int[][][] transposed(int[][][] image) {
        int[][][] turned = new int[image[0].length][image.length][];
        for (int y = 0; y < image.length; y++) {
            for (int x = 0; x < image[0].length; x++) {
                turned[x][y] = image[y][x];
            }
        }
        return turned;
    }
}
