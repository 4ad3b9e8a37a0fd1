package io.pawstream.trainer.training;

/** Mean loss and accuracy over the images added so far. */
final class Mean {

    private double lossSum;
    private int correct;
    private int images;

    /** Adds images: logits of the second class, and labels, 0 or 1. */
    void add(float[] logits, float[] labels) {
        for (int i = 0; i < logits.length; i++) {
            double z = logits[i];
            lossSum += Math.max(z, 0) - z * labels[i] + Math.log1p(Math.exp(-Math.abs(z)));
            if ((z >= 0) == (labels[i] == 1)) {
                correct++;
            }
        }
        images += logits.length;
    }

    /** {@return the mean binary cross-entropy; 0 without images} */
    double loss() {
        return lossSum / Math.max(images, 1);
    }

    /** {@return the share of correct predictions, 0 to 1; 0 without images} */
    double accuracy() {
        return (double) correct / Math.max(images, 1);
    }
}
