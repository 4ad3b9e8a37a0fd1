package io.pawstream.trainer.report;

import io.pawstream.trainer.evaluation.Prediction;
import java.util.Comparator;
import java.util.List;

/** Finds images that a model called wrong. */
public final class Mistakes {

    private static final Comparator<Prediction> MOST_CONFIDENT_FIRST = Comparator.comparingDouble(
                    (Prediction prediction) -> Math.abs(prediction.probability() - 0.5))
            .reversed()
            .thenComparing(Prediction::name);

    private Mistakes() {}

    /** The most confident mistakes, the worst first; equals by name. */
    public static List<Prediction> mostConfident(List<Prediction> predictions, int count) {
        return predictions.stream()
                .filter(prediction -> prediction.called() != prediction.label())
                .sorted(MOST_CONFIDENT_FIRST)
                .limit(count)
                .toList();
    }
}
