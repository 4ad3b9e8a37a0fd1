package io.pawstream.trainer.training;

import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.dataset.LabeledImages;
import io.pawstream.trainer.network.TrainableNetwork;

/**
 * Temperature scaling (Guo et al. 2017, "On Calibration of Modern Neural Networks"): divides the logits of a trained
 * network by the temperature with the lowest cross-entropy on images that it was not trained on. The predicted classes
 * stay the same.
 */
public final class TemperatureScaling {

    /** Limit of the logarithm of the temperature. Without it, a network that makes no mistake would have none. */
    private static final double LIMIT = Math.log(10);

    private static final int STEPS = 60;
    private static final int BATCH_SIZE = 64;

    private TemperatureScaling() {}

    /**
     * Scales the last layer of a network.
     *
     * @param network the trained network, changed in place
     * @param validation at least one image that it was not trained on
     * @return the temperature, 0.1 to 10
     */
    public static double apply(TrainableNetwork network, LabeledImages validation) {
        Logits logits = new Predictions(network, validation.store(), BATCH_SIZE).logits(validation.samples());
        double temperature = best(
                logits, validation.samples().stream().mapToInt(Sample::label).toArray());
        network.divideLogits((float) temperature);
        return temperature;
    }

    /**
     * Returns the temperature with the lowest cross-entropy, which has one minimum because it is convex in the inverse
     * of the temperature. A ternary search finds it.
     */
    static double best(Logits logits, int[] labels) {
        double low = -LIMIT;
        double high = LIMIT;
        for (int step = 0; step < STEPS; step++) {
            double third = (high - low) / 3;
            if (loss(logits, labels, low + third) < loss(logits, labels, high - third)) {
                high -= third;
            } else {
                low += third;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double loss(Logits logits, int[] labels, double logarithm) {
        Mean mean = new Mean();
        mean.add(logits.dividedBy(Math.exp(logarithm)), labels);
        return mean.loss();
    }
}
