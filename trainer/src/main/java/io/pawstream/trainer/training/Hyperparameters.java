package io.pawstream.trainer.training;

import java.util.List;

/**
 * The hyperparameters of a training.
 *
 * @param phases phases in order, at least one
 * @param batchSize images per step, 1 to 4096
 * @param mixup maximum share of another image in each training image, 0 to 0.5; 0 for none
 * @param averaging factor of the weight average in each step, at least 0 and below 1; 0 for the weights of the last step
 * @param seed seed of initial weights, order, augmentation and dropout
 */
public record Hyperparameters(List<Phase> phases, int batchSize, double mixup, double averaging, long seed) {

    /**
     * Checks the values.
     *
     * @param phases phases in order, at least one
     * @param batchSize images per step, 1 to 4096
     * @param mixup maximum share of another image, 0 to 0.5
     * @param averaging factor of the weight average, at least 0 and below 1
     * @param seed seed of initial weights, order, augmentation and dropout
     * @throws IllegalArgumentException if the phases are empty, or a value is out of range
     */
    public Hyperparameters {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("training has no phases; at least 1 is required");
        }
        if (batchSize < 1 || batchSize > 4096) {
            throw new IllegalArgumentException("batch size is " + batchSize + "; it must be 1 to 4096");
        }
        if (!(mixup >= 0 && mixup <= 0.5)) {
            throw new IllegalArgumentException("mixup is " + mixup + "; it must be 0 to 0.5");
        }
        if (!(averaging >= 0 && averaging < 1)) {
            throw new IllegalArgumentException(
                    "weight averaging is " + averaging + "; it must be at least 0 and below 1");
        }
    }

    /** {@return the number of epochs of all phases} */
    public int epochs() {
        return phases.stream().mapToInt(Phase::epochs).sum();
    }
}
