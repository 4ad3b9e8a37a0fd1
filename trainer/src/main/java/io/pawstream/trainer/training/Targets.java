package io.pawstream.trainer.training;

import io.pawstream.model.ModelException;
import java.nio.ByteBuffer;

/** The targets of training images. */
public interface Targets {

    /**
     * Returns the labels as targets.
     *
     * @param classes number of classes
     * @return targets that are 1 for the label and 0 for the other classes
     */
    static Targets ofLabels(int classes) {
        return (pixels, labels) -> {
            float[] rows = new float[labels.length * classes];
            for (int i = 0; i < labels.length; i++) {
                rows[i * classes + labels[i]] = 1;
            }
            return new Target(rows, new float[0]);
        };
    }

    /**
     * Returns the targets of a batch.
     *
     * @param pixels the changed images, uint8 RGB, in a direct buffer
     * @param labels their labels, indices of classes
     * @return the targets; probabilities are those of logits divided by {@link #temperature}
     * @throws ModelException if the model of a teacher fails
     */
    Target of(ByteBuffer pixels, int[] labels) throws ModelException;

    /** {@return the divisor of logits before they are compared with targets, at least 1} */
    default float temperature() {
        return 1;
    }

    /** {@return the number of features of an image; 0 if there are none} */
    default int features() {
        return 0;
    }

    /** {@return the weight of the squared error of the features in the loss} */
    default float featureWeight() {
        return 0;
    }
}
