package io.pawstream.trainer.training;

/** Mean loss and accuracy over the images that were added. */
final class Mean {

    private double lossSum;
    private int right;
    private int images;

    void add(float[] logits, float[] labels) {
        for (int i = 0; i < logits.length; i++) {
            double z = logits[i];
            lossSum += Math.max(z, 0) - z * labels[i] + Math.log1p(Math.exp(-Math.abs(z)));
            if ((z >= 0) == (labels[i] == 1)) {
                right++;
            }
        }
        images += logits.length;
    }

    double loss() {
        return lossSum / Math.max(images, 1);
    }

    double accuracy() {
        return (double) right / Math.max(images, 1);
    }
}
