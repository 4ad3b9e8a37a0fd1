package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.onnx.evaluation.LabelledPrediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistakesTest {

    private static final List<LabelledPrediction> PREDICTIONS = List.of(
            new LabelledPrediction("right cat", 0, 0.01f),
            new LabelledPrediction("slight", 0, 0.5f),
            new LabelledPrediction("worse dog", 1, 0.1f),
            new LabelledPrediction("right dog", 1, 0.5f),
            new LabelledPrediction("worst cat", 0, 0.97f),
            new LabelledPrediction("a worst cat", 0, 0.97f));

    @Test
    void theMostConfidentComeFirst() {
        assertThat(Mistakes.mostConfident(PREDICTIONS, 8))
                .extracting(LabelledPrediction::name)
                .containsExactly("a worst cat", "worst cat", "worse dog", "slight");
        assertThat(Mistakes.mostConfident(PREDICTIONS, 2)).hasSize(2);
    }
}
