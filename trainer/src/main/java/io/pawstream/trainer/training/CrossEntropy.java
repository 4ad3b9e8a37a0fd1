package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;

/** The mean cross-entropy of a batch with its gradients, computed from logits without overflow. */
final class CrossEntropy {

    private CrossEntropy() {}

    /**
     * Returns the loss.
     *
     * @param logits output of the network, (N, 1) for two classes or (N, classes)
     * @param targets target probabilities, (N, classes)
     * @return a scalar
     */
    static NDArray of(NDArray logits, NDArray targets) {
        return logits.getShape().get(1) == 1
                ? binary(logits.reshape(-1), targets.get(":, 1"))
                : logits.logSoftmax(1).mul(targets).sum(new int[] {1}).mean().neg();
    }

    /** {@return the mean of {@code max(z, 0) - z y + log(1 + exp(-|z|))}} */
    private static NDArray binary(NDArray logits, NDArray expected) {
        NDArray tail = logits.abs().neg().exp().add(1).log();
        return logits.getNDArrayInternal()
                .relu()
                .sub(logits.mul(expected))
                .add(tail)
                .mean();
    }
}
