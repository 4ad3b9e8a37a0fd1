package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.model.Evaluation.ClassCounts;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final List<Integer> CONFIDENCE = Collections.nCopies(20, 0);
    private static final ClassCounts COUNTS = new ClassCounts(List.of(1, 2), List.of(1, 2), List.of(1, 2));

    @Test
    void confusionHasOneRowAndOneColumnPerClass() {
        for (List<List<Integer>> confusion : List.of(
                List.<List<Integer>>of(),
                List.of(List.of(1, 2)),
                List.of(List.of(1, 2), List.of(3)),
                List.of(List.of(1, 2), List.of(3, -1)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Evaluation(3, 0.5, null, COUNTS, confusion, CONFIDENCE, null))
                    .withMessageContaining(confusion.toString());
        }
    }

    @Test
    void confidenceHasOneCountPerBin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evaluation(1, 1, null, COUNTS, null, List.of(1), null))
                .withMessage("confidence of a test is [1]; it must be 20 counts");
    }

    @Test
    void eachClassHasAllCounts() {
        for (List<Integer> wrong : List.of(List.of(1), List.<Integer>of(), List.of(1, -1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ClassCounts(List.of(1, 2), List.of(1, 2), wrong))
                    .withMessageContaining("predicted " + wrong);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ClassCounts(List.of(), List.of(), List.of()));
    }
}
