package io.pawstream.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.trainer.evaluation.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistakesTest {

    private static final List<Prediction> PREDICTIONS = List.of(
            new Prediction("right cat", 0, 0.01f),
            new Prediction("slight", 0, 0.5f),
            new Prediction("worse dog", 1, 0.1f),
            new Prediction("right dog", 1, 0.5f),
            new Prediction("worst cat", 0, 0.97f),
            new Prediction("a worst cat", 0, 0.97f));

    @Test
    void theMostConfidentComeFirst() {
        assertThat(Mistakes.mostConfident(PREDICTIONS, 8))
                .extracting(Prediction::name)
                .containsExactly("a worst cat", "worst cat", "worse dog", "slight");
        assertThat(Mistakes.mostConfident(PREDICTIONS, 2)).hasSize(2);
    }
}
