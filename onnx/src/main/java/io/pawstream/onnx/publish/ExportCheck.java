package io.pawstream.onnx.publish;

import io.pawstream.model.ModelException;
import io.pawstream.onnx.evaluation.Score;
import java.util.Locale;

/** The checks that an export must pass before it is published. */
public final class ExportCheck {

    /** Largest allowed difference of a probability between the trained network and its float export. */
    public static final double MAX_DIFFERENCE = 1e-4;

    /** Largest allowed loss of test accuracy, 0 to 1, of a split with 200 images or more. */
    private static final double MAX_ACCURACY_LOSS = 0.005;

    private ExportCheck() {}

    /**
     * Compares the probabilities of the trained network and its export for the same images.
     *
     * @param model name of the model
     * @param trained probabilities of the trained network
     * @param exported probabilities of the export, in the same order
     * @return the largest difference
     * @throws ModelException if it is above {@link #MAX_DIFFERENCE}
     */
    public static double requireSame(String model, float[] trained, float[] exported) throws ModelException {
        double largest = 0;
        for (int i = 0; i < trained.length; i++) {
            double difference = Math.abs((double) trained[i] - exported[i]);
            // NaN fails this comparison.
            if (!(difference <= MAX_DIFFERENCE)) {
                throw new ModelException(String.format(
                        Locale.ROOT,
                        "%s is not published: its export predicts %.6f, the trained network %.6f; allowed difference"
                                + " %.0e",
                        model,
                        exported[i],
                        trained[i],
                        MAX_DIFFERENCE));
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    /**
     * Returns the largest allowed loss of test accuracy by 8-bit weights or 8-bit arithmetic: half a percentage point,
     * and at least one image, because the loss of a single image tells nothing.
     *
     * @param exact score in floats
     * @return the largest allowed loss, 0 to 1
     */
    public static double allowedLoss(Score exact) {
        return Math.max(MAX_ACCURACY_LOSS, 1.0 / exact.images());
    }

    /**
     * Returns whether a compressed network loses more accuracy than allowed.
     *
     * @param exact score in floats
     * @param compressed score of the compressed network, for the same images
     * @return whether the loss is above {@link #allowedLoss}
     */
    public static boolean losesTooMuch(Score exact, Score compressed) {
        // A small tolerance covers rounding of the difference.
        return exact.accuracy() - compressed.accuracy() > allowedLoss(exact) + 1e-9;
    }

    /**
     * Requires that a compressed network keeps its accuracy.
     *
     * @param model name of the model
     * @param exact score in floats
     * @param compressed score of the compressed network, for the same images
     * @throws ModelException if the loss is above {@link #allowedLoss}
     */
    public static void requireAccuracy(String model, Score exact, Score compressed) throws ModelException {
        if (losesTooMuch(exact, compressed)) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "%s is not published: test accuracy in 8 bits %.4f, in floats %.4f; allowed loss %.3f",
                    model,
                    compressed.accuracy(),
                    exact.accuracy(),
                    allowedLoss(exact)));
        }
    }
}
