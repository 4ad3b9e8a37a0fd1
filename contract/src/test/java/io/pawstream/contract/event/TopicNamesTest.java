package io.pawstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

    @Test
    void theDefaultNames() {
        assertThat(TopicNames.DEFAULT)
                .isEqualTo(new TopicNames(
                        "images",
                        "predictions",
                        "images.rejected",
                        "model-selection",
                        "predictions.shadow",
                        "instances"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aNameMustNotBeEmpty(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicNames("images", name, "rejected", "selection", "shadow", "instances"))
                .withMessageContaining("empty")
                .withMessageContaining("images");
    }

    @Test
    void namesMustDiffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicNames("images", "predictions", "images", "selection", "shadow", "instances"))
                .withMessageContaining("must differ")
                .withMessageContaining("[images, predictions, images, selection, shadow, instances]");
    }
}
