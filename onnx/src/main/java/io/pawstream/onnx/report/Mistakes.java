package io.pawstream.onnx.report;

import io.pawstream.onnx.evaluation.LabeledPrediction;
import java.util.Comparator;
import java.util.List;

/** Selects wrong predictions. */
public final class Mistakes {

    private static final Comparator<LabeledPrediction> MOST_CONFIDENT_FIRST =
            Comparator.comparingDouble(LabeledPrediction::confidence).reversed().thenComparing(LabeledPrediction::name);

    private Mistakes() {}

    /**
     * Returns the wrong predictions with the highest confidence, in descending order; those of equal confidence by
     * name.
     *
     * @param predictions predictions for labeled images
     * @param count largest number of predictions to return
     * @return at most {@code count} wrong predictions
     */
    public static List<LabeledPrediction> mostConfident(List<LabeledPrediction> predictions, int count) {
        return predictions.stream()
                .filter(LabeledPrediction::isWrong)
                .sorted(MOST_CONFIDENT_FIRST)
                .limit(count)
                .toList();
    }
}
