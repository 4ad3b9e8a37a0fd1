package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.pawstream.trainer.network.TrainableNetwork;

/**
 * The loss of a batch: the cross-entropy of its probabilities, and the weighted mean squared error of the features of a
 * teacher (Romero et al. 2015, "FitNets").
 *
 * <p>Numbers are arrays that live until the gradients are computed. DJL's operations with a {@link Number} free its
 * memory at once, although PyTorch reads it for the gradient: a garbage collection in between makes gradients arbitrary.
 *
 * @param probabilities target probabilities, (N, classes)
 * @param features target features, (N, features)
 * @param temperature divisor of logits, a scalar
 * @param featureWeight weight of the error of the features, a scalar
 */
record Loss(NDArray probabilities, NDArray features, NDArray temperature, NDArray featureWeight) {

    /** Creates the loss of a batch. */
    static Loss of(Targets targets, Batch batch, NDManager arrays) {
        Target target = batch.target();
        return new Loss(
                rows(target.probabilities(), batch.count(), arrays),
                rows(target.features(), batch.count(), arrays),
                arrays.create(targets.temperature()),
                arrays.create(targets.featureWeight()));
    }

    private static NDArray rows(float[] values, int count, NDManager arrays) {
        return arrays.create(values, new Shape(count, values.length / count));
    }

    /** {@return the loss, a scalar} */
    NDArray of(TrainableNetwork.Outputs outputs) {
        NDArray loss = CrossEntropy.of(outputs.logits().div(temperature), probabilities);
        return outputs.features() == null
                ? loss
                : loss.add(outputs.features().sub(features).square().mean().mul(featureWeight));
    }
}
