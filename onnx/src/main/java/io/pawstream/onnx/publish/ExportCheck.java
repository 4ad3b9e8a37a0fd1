package io.pawstream.onnx.publish;

import io.pawstream.model.ModelException;
import io.pawstream.onnx.evaluation.Score;
import java.util.Locale;

/** What an export must pass before it is published. */
public final class ExportCheck {

    /** Largest difference of a probability between the trained network and its float export. */
    static final double MAX_DIFFERENCE = 1e-4;

    /** Largest loss of test accuracy, 0 to 1, by storing weights in 8 bits. */
    static final double MAX_ACCURACY_LOSS = 0.005;

    private ExportCheck() {}

    /**
     * Compares probabilities on the same images.
     *
     * @return the largest difference
     * @throws ModelException if it is too large
     */
    public static double requireSame(String model, float[] trained, float[] exported) throws ModelException {
        double largest = 0;
        for (int i = 0; i < trained.length; i++) {
            double difference = Math.abs((double) trained[i] - exported[i]);
            // NaN is no number that passes.
            if (!(difference <= MAX_DIFFERENCE)) {
                throw new ModelException(String.format(
                        Locale.ROOT,
                        "%s is not published: its export gives %.6f where the trained network gives %.6f; they may differ"
                                + " by %.0e at most",
                        model,
                        exported[i],
                        trained[i],
                        MAX_DIFFERENCE));
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    /** Whether the compressed network's test accuracy is too much below the exact one's. */
    public static boolean losesTooMuch(Score exact, Score compressed) {
        // A hair more than the limit, for the rounding of the difference itself.
        return exact.accuracy() - compressed.accuracy() > MAX_ACCURACY_LOSS + 1e-9;
    }

    /**
     * Compares test accuracies.
     *
     * @throws ModelException if the compressed network is too much worse
     */
    public static void requireAccuracy(String model, Score exact, Score compressed) throws ModelException {
        if (losesTooMuch(exact, compressed)) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "%s is not published: in 8 bits its test accuracy is %.4f, in floats %.4f; it may lose %.3f at most",
                    model,
                    compressed.accuracy(),
                    exact.accuracy(),
                    MAX_ACCURACY_LOSS));
        }
    }
}
