package io.pawstream.trainer.training;

import io.pawstream.model.ModelException;
import java.nio.ByteBuffer;

/** The target probabilities of training images. */
public interface Targets {

    /**
     * Returns the labels as targets.
     *
     * @param classes number of classes
     * @return targets that are 1 for the label and 0 for the other classes
     */
    static Targets ofLabels(int classes) {
        return (pixels, labels, indices, view) -> {
            float[] rows = new float[labels.length * classes];
            for (int i = 0; i < labels.length; i++) {
                rows[i * classes + labels[i]] = 1;
            }
            return rows;
        };
    }

    /**
     * Returns target probabilities.
     *
     * @param pixels the changed images, uint8 RGB, in a direct buffer
     * @param labels their labels, indices of classes
     * @param indices their indices in the training split
     * @param view number of their random changes; equal numbers mean equal pixels
     * @return a row per image with a probability per class, 0 to 1, of logits divided by {@link #temperature}
     * @throws ModelException if the model of a teacher fails
     */
    float[] of(ByteBuffer pixels, int[] labels, int[] indices, int view) throws ModelException;

    /**
     * Returns the number of the random changes of an epoch; by default each epoch has its own.
     *
     * @param epoch number of the epoch, from 1
     * @return number of the changes
     */
    default int view(int epoch) {
        return epoch;
    }

    /** {@return the divisor of logits before they are compared with targets, at least 1} */
    default float temperature() {
        return 1;
    }
}
