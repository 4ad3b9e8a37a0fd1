package io.pawstream.trainer.training;

import io.pawstream.model.ModelException;
import java.nio.ByteBuffer;

/** What a network shall learn to say of training images. */
public interface Targets {

    /** The label itself. */
    Targets LABELS = (pixels, labels, indices, view) -> labels;

    /**
     * Wanted probabilities of the second class.
     *
     * @param pixels the images as the network sees them, uint8 RGB, in a direct buffer
     * @param labels their labels, 0 or 1
     * @param indices their places in the training split
     * @param view number of the random changes that they went through; the same number gives the same pixels
     * @return a probability an image, of logits divided by {@link #temperature}
     * @throws ModelException if a model that is asked fails
     */
    float[] of(ByteBuffer pixels, float[] labels, int[] indices, int view) throws ModelException;

    /** Which random changes an epoch sees: others in each, by default. */
    default int view(int epoch) {
        return epoch;
    }

    /** What logits are divided by before they are compared, at least 1. */
    default float temperature() {
        return 1;
    }
}
