package io.pawstream.trainer.training;

/** Mean loss and accuracy over the images added so far. */
final class Mean {

    private double lossSum;
    private int correct;
    private int images;

    /** Adds images with their labels, indices of classes. */
    void add(Logits logits, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            lossSum += logits.loss(i, labels[i]);
            if (logits.predicted(i) == labels[i]) {
                correct++;
            }
        }
        images += labels.length;
    }

    /** {@return the mean cross-entropy; 0 without images} */
    double loss() {
        return lossSum / Math.max(images, 1);
    }

    /** {@return the share of correct predictions, 0 to 1; 0 without images} */
    double accuracy() {
        return (double) correct / Math.max(images, 1);
    }
}
