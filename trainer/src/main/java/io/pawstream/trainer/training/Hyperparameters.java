package io.pawstream.trainer.training;

import java.util.List;

/**
 * The hyperparameters of a training.
 *
 * @param phases phases in order, at least one
 * @param batchSize images per step, 1 to 4096
 * @param seed seed of initial weights, order, augmentation and dropout
 */
public record Hyperparameters(List<Phase> phases, int batchSize, long seed) {

    /**
     * Checks the values.
     *
     * @param phases phases in order, at least one
     * @param batchSize images per step, 1 to 4096
     * @param seed seed of initial weights, order, augmentation and dropout
     * @throws IllegalArgumentException if the phases are empty, or the batch size is out of range
     */
    public Hyperparameters {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("training has no phases; at least 1 is required");
        }
        if (batchSize < 1 || batchSize > 4096) {
            throw new IllegalArgumentException("batch size is " + batchSize + "; it must be 1 to 4096");
        }
    }

    /** {@return the number of epochs of all phases} */
    public int epochs() {
        return phases.stream().mapToInt(Phase::epochs).sum();
    }
}
