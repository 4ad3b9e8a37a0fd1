package io.pawstream.trainer.training;

import io.pawstream.contract.model.ModelException;
import java.nio.ByteBuffer;

/** What a network shall learn to say of training pictures. */
public interface Targets {

    /** The label itself. */
    Targets LABELS = (pixels, labels) -> labels;

    /**
     * Wanted probabilities of the second class.
     *
     * @param pixels the pictures as the network sees them, uint8 RGB, in a direct buffer
     * @param labels their labels, 0 or 1
     * @return a probability a picture, of logits divided by {@link #temperature}
     * @throws ModelException if a model that is asked fails
     */
    float[] of(ByteBuffer pixels, float[] labels) throws ModelException;

    /** What logits are divided by before they are compared, at least 1. */
    default float temperature() {
        return 1;
    }
}
