package io.pawstream.trainer.training;

import io.pawstream.model.ModelException;
import java.nio.ByteBuffer;

/** The target probabilities of training images. */
public interface Targets {

    /** The labels as targets. */
    Targets LABELS = (pixels, labels, indices, view) -> labels;

    /**
     * Returns target probabilities of the second class.
     *
     * @param pixels the changed images, uint8 RGB, in a direct buffer
     * @param labels their labels, 0 or 1
     * @param indices their indices in the training split
     * @param view number of their random changes; equal numbers mean equal pixels
     * @return a probability per image, 0 to 1, of logits divided by {@link #temperature}
     * @throws ModelException if the model of a teacher fails
     */
    float[] of(ByteBuffer pixels, float[] labels, int[] indices, int view) throws ModelException;

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
