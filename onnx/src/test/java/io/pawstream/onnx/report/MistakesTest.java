package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.onnx.evaluation.LabeledPrediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistakesTest {

    private static final List<LabeledPrediction> PREDICTIONS = List.of(
            new LabeledPrediction("right cat", 0, 0.01f),
            new LabeledPrediction("slight", 0, 0.5f),
            new LabeledPrediction("worse dog", 1, 0.1f),
            new LabeledPrediction("right dog", 1, 0.5f),
            new LabeledPrediction("worst cat", 0, 0.97f),
            new LabeledPrediction("a worst cat", 0, 0.97f));

    @Test
    void theMostConfidentComeFirst() {
        assertThat(Mistakes.mostConfident(PREDICTIONS, 8))
                .extracting(LabeledPrediction::name)
                .containsExactly("a worst cat", "worst cat", "worse dog", "slight");
        assertThat(Mistakes.mostConfident(PREDICTIONS, 2)).hasSize(2);
    }
}
