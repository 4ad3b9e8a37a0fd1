package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The logits of some images, a row per image. Where a network has one unit, that is the logit of the second class next
 * to 0 for the first one.
 *
 * @param values output of the network, row-major
 * @param units number of units of its last layer
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
record Logits(float[] values, int units) {

    /** Copies the output of a network, (N, units). */
    static Logits of(NDArray output) {
        return new Logits(
                output.toFloatArray(), Math.toIntExact(output.getShape().get(1)));
    }

    /** Joins the logits of at least one batch. */
    static Logits joined(List<Logits> batches) {
        FloatBuffer all = FloatBuffer.allocate(
                batches.stream().mapToInt(batch -> batch.values.length).sum());
        batches.forEach(batch -> all.put(batch.values));
        return new Logits(all.array(), batches.get(0).units);
    }

    /** {@return the logits divided by a temperature, above 0} */
    Logits dividedBy(double temperature) {
        float[] divided = values.clone();
        for (int i = 0; i < divided.length; i++) {
            divided[i] /= (float) temperature;
        }
        return new Logits(divided, units);
    }

    /** {@return the number of images} */
    int images() {
        return values.length / units;
    }

    /** {@return the number of classes} */
    int classes() {
        return Math.max(units, 2);
    }

    private double of(int image, int label) {
        if (units > 1) {
            return values[image * units + label];
        }
        return label == 0 ? 0 : values[image];
    }

    /** {@return the most probable class of an image; of equal ones the first} */
    int predicted(int image) {
        int best = 0;
        for (int label = 1; label < classes(); label++) {
            if (of(image, label) > of(image, best)) {
                best = label;
            }
        }
        return best;
    }

    /** {@return the cross-entropy of an image with a label, computed without overflow} */
    double loss(int image, int label) {
        int best = predicted(image);
        return of(image, best) - of(image, label) + Math.log1p(sumOfOthers(image, best));
    }

    /** Writes the probability of each class of an image. */
    void writeProbabilities(int image, FloatBuffer target) {
        int best = predicted(image);
        double sum = 1 + sumOfOthers(image, best);
        for (int label = 0; label < classes(); label++) {
            target.put((float) (Math.exp(of(image, label) - of(image, best)) / sum));
        }
    }

    /** {@return the sum of {@code exp(z - largest z)} over all classes but the one with the largest logit} */
    private double sumOfOthers(int image, int best) {
        double sum = 0;
        for (int label = 0; label < classes(); label++) {
            sum += label == best ? 0 : Math.exp(of(image, label) - of(image, best));
        }
        return sum;
    }
}
