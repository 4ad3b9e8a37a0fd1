package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.model.ModelCard;
import org.junit.jupiter.api.Test;

class ClassLabelsTest {

    private final ModelCard card = TestResults.card("a", "1");

    @Test
    void theFirstLabelsOfAModelVersionKeepTheirNames() {
        ClassLabels labels = new ClassLabels(2);
        assertThat(labels.of(card, "cat")).isEqualTo("cat");
        assertThat(labels.of(card, "dog")).isEqualTo("dog");
        assertThat(labels.of(card, "fox")).isEqualTo("other");
        assertThat(labels.of(card, "cat")).isEqualTo("cat");
        assertThat(labels.of(TestResults.card("a", "2"), "fox")).isEqualTo("fox");
    }

    @Test
    void atLeastOneClassHasAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassLabels(0))
                .withMessage("pawstream.metrics.classes is 0; it must be at least 1");
    }
}
