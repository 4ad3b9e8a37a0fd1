package io.pawstream.onnx.report;

import io.pawstream.onnx.evaluation.LabelledPrediction;
import java.util.Comparator;
import java.util.List;

/** Finds images that a model called wrong. */
public final class Mistakes {

    private static final Comparator<LabelledPrediction> MOST_CONFIDENT_FIRST = Comparator.comparingDouble(
                    (LabelledPrediction prediction) -> Math.abs(prediction.probability() - 0.5))
            .reversed()
            .thenComparing(LabelledPrediction::name);

    private Mistakes() {}

    /** The most confident mistakes, the worst first; equals by name. */
    public static List<LabelledPrediction> mostConfident(List<LabelledPrediction> predictions, int count) {
        return predictions.stream()
                .filter(prediction -> prediction.called() != prediction.label())
                .sorted(MOST_CONFIDENT_FIRST)
                .limit(count)
                .toList();
    }
}
