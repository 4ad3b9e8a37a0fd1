package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.onnx.evaluation.LabeledPrediction;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistakesTest {

    private static final List<LabeledPrediction> PREDICTIONS = List.of(
            prediction("right cat", 0, 0.98f, 0.01f, 0.01f),
            prediction("slight", 0, 0.3f, 0.4f, 0.3f),
            prediction("worse dog", 1, 0.9f, 0, 0.1f),
            prediction("right dog", 1, 0, 0.5f, 0.5f),
            prediction("worst cat", 0, 0.03f, 0, 0.97f),
            prediction("a worst cat", 0, 0.03f, 0.97f, 0));

    private static LabeledPrediction prediction(String name, int label, float... probabilities) {
        return LabeledPrediction.of(name, label, FloatBuffer.wrap(probabilities));
    }

    @Test
    void theMostConfidentComeFirst() {
        assertThat(Mistakes.mostConfident(PREDICTIONS, 8))
                .extracting(LabeledPrediction::name)
                .containsExactly("a worst cat", "worst cat", "worse dog", "slight");
        assertThat(Mistakes.mostConfident(PREDICTIONS, 2)).hasSize(2);
    }
}
