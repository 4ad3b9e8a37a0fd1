package io.pawstream.trainer.training;

import java.util.List;

/**
 * What the training loop needs to know.
 *
 * @param phases one after the other, at least one
 * @param batchSize images a step, 1 to 4096
 * @param seed seed of first weights, order, augmentation and dropout
 */
public record Hyperparameters(List<Phase> phases, int batchSize, long seed) {

    public Hyperparameters {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("a training has no phase; it must have at least one");
        }
        if (batchSize < 1 || batchSize > 4096) {
            throw new IllegalArgumentException("the batch size is " + batchSize + "; it must be 1 to 4096");
        }
    }

    /** Epochs of all phases. */
    public int epochs() {
        return phases.stream().mapToInt(Phase::epochs).sum();
    }
}
