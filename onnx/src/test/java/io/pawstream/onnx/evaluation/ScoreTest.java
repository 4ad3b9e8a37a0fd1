package io.pawstream.onnx.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ConfidenceBins;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final List<Integer> LABELS = List.of(0, 0, 1, 1, 1);
    private static final float[] PROBABILITIES = {0.1f, 0.5f, 0.4999f, 0.7f, 1};

    @Test
    void anImageIsADogFromOneHalfOn() {
        Score score = Score.of(LABELS, PROBABILITIES);
        assertThat(score.evaluation().confusion()).isEqualTo(List.of(List.of(1, 1), List.of(1, 2)));
        assertThat(score.images()).isEqualTo(5);
        assertThat(score.correct()).isEqualTo(3);
        assertThat(score.accuracy()).isEqualTo(0.6);
    }

    @Test
    void predictionsAreCountedByConfidence() {
        List<Integer> bins = Score.of(LABELS, PROBABILITIES).confidence();
        assertThat(bins).hasSameSizeAs(ConfidenceBins.BOUNDS);
        assertThat(bins.get(0)).as("0.5 and 0.5001").isEqualTo(2);
        assertThat(bins.get(3)).as("0.7").isEqualTo(1);
        assertThat(bins.get(7)).as("0.9").isEqualTo(1);
        assertThat(bins.get(9)).as("1.0").isEqualTo(1);
    }

    @Test
    void labeledPredictionsHaveTheSameScore() {
        List<LabeledPrediction> predictions = List.of(
                new LabeledPrediction("a", 0, 0.1f),
                new LabeledPrediction("b", 0, 0.5f),
                new LabeledPrediction("c", 1, 0.4999f),
                new LabeledPrediction("d", 1, 0.7f),
                new LabeledPrediction("e", 1, 1));
        assertThat(Score.of(predictions)).isEqualTo(Score.of(LABELS, PROBABILITIES));
        assertThat(predictions).extracting(LabeledPrediction::isWrong).containsExactly(false, true, true, false, false);
        assertThat(predictions.get(0).confidence()).isEqualTo(1 - (double) 0.1f);
    }

    @Test
    void aCardKeepsTheScore() {
        Score score = Score.of(LABELS, PROBABILITIES);
        assertThat(Score.of(score.evaluation())).isEqualTo(score);
        assertThat(score.hasConfusionOf(new Score(1, 1, 1, 2))).isTrue();
        assertThat(score.hasConfusionOf(new Score(1, 1, 2, 1))).isFalse();
    }

    @Test
    void aScoreWithoutImagesHasNoAccuracy() {
        assertThat(new Score(0, 0, 0, 0).accuracy()).isZero();
    }

    @Test
    void theReportHasTheConfusionMatrix() {
        assertThat(new Score(1103, 74, 59, 1090).report().lines())
                .containsExactly(
                        "accuracy 0.9428",
                        "",
                        "           predicted cat  predicted dog",
                        "actual cat          1103             74",
                        "actual dog            59           1090");
    }
}
