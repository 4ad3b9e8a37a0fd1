package io.pawstream.trainer.training;

/**
 * What a network is to compute for some images, a row per image.
 *
 * @param probabilities a probability per class, 0 to 1
 * @param features standardized features of a teacher; empty if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record Target(float[] probabilities, float[] features) {

    /**
     * Mixes the rows of images with those of their successors; the last one is mixed with the first one.
     *
     * @param shares share of the successor in each image, 0 to 1
     * @return the mixed rows
     */
    Target mixed(double[] shares) {
        return new Target(mixed(probabilities, shares), mixed(features, shares));
    }

    private static float[] mixed(float[] rows, double[] shares) {
        int width = rows.length / shares.length;
        float[] mixed = new float[rows.length];
        for (int i = 0; i < shares.length; i++) {
            int other = (i + 1) % shares.length * width;
            for (int k = 0; k < width; k++) {
                mixed[i * width + k] = (float) ((1 - shares[i]) * rows[i * width + k] + shares[i] * rows[other + k]);
            }
        }
        return mixed;
    }
}
