package io.pawstream.onnx.report;

import io.pawstream.onnx.evaluation.LabelledPrediction;
import java.util.Comparator;
import java.util.List;

/** Selects wrong predictions. */
public final class Mistakes {

    private static final Comparator<LabelledPrediction> MOST_CONFIDENT_FIRST = Comparator.comparingDouble(
                    LabelledPrediction::confidence)
            .reversed()
            .thenComparing(LabelledPrediction::name);

    private Mistakes() {}

    /**
     * Returns the wrong predictions with the highest confidence, in descending order; those of equal confidence by
     * name.
     *
     * @param predictions predictions for labelled images
     * @param count largest number of predictions to return
     * @return at most {@code count} wrong predictions
     */
    public static List<LabelledPrediction> mostConfident(List<LabelledPrediction> predictions, int count) {
        return predictions.stream()
                .filter(LabelledPrediction::isWrong)
                .sorted(MOST_CONFIDENT_FIRST)
                .limit(count)
                .toList();
    }
}
