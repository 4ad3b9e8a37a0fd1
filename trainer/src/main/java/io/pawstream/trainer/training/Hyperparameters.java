package io.pawstream.trainer.training;

/**
 * What the training loop needs to know.
 *
 * @param epochs passes over the training split, at least 1
 * @param batchSize pictures a step, 1 to 4096
 * @param learningRate step size of Adam, positive
 * @param seed seed of first weights, order, augmentation and dropout
 */
public record Hyperparameters(int epochs, int batchSize, float learningRate, long seed) {

    /** Epsilon of Adam, as published. */
    public static final float ADAM_EPSILON = 1e-7f;

    public Hyperparameters {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs is " + epochs + "; it must be at least 1");
        }
        if (batchSize < 1 || batchSize > 4096) {
            throw new IllegalArgumentException("the batch size is " + batchSize + "; it must be 1 to 4096");
        }
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("the learning rate is " + learningRate + "; it must be positive");
        }
    }
}
