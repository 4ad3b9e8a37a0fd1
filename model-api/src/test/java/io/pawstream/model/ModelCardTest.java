package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardTest {

    private static final List<String> CLASSES = List.of("cat", "dog");

    @ParameterizedTest
    @ValueSource(strings = {"model1", "m", "1", "model4-minimalistic", "a-", "a--b"})
    void names(String name) {
        assertThat(ModelCard.isName(name)).isTrue();
        assertThat(card(name, CLASSES, 150, 150, TestCards.SHA256).name()).isEqualTo(name);
    }

    /** A name may come from an event and becomes a path. */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "-a",
                "Model1",
                "model_1",
                "a.b",
                ".",
                "..",
                "../x",
                "/etc",
                "a/b",
                "a\\b",
                "a\n",
                "mod\u00e9l",
                "a\0",
            })
    void otherTextsAreInvalidNames(String name) {
        assertThat(ModelCard.isName(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card(name, CLASSES, 150, 150, TestCards.SHA256))
                .withMessageContaining("\"" + name + "\"")
                .withMessageContaining("1 to 63 lower-case letters");
    }

    @Test
    void aNameHasUpTo63Characters() {
        assertThat(ModelCard.isName("a".repeat(63))).isTrue();
        assertThat(ModelCard.isName("a".repeat(64))).isFalse();
    }

    @Test
    void classesMustBeTwoDifferentNames() {
        for (List<String> classes :
                List.of(List.<String>of(), List.of("cat"), List.of("cat", "cat"), List.of("cat", "dog", "bird"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> card("model1", classes, 150, 150, TestCards.SHA256))
                    .withMessageContaining("model1")
                    .withMessageContaining(classes.toString())
                    .withMessageContaining("two different");
        }
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> card("model1", null, 150, 150, TestCards.SHA256))
                .withMessage("classes of model model1 are missing");
    }

    @Test
    void classesAreCopied() {
        List<String> classes = new ArrayList<>(CLASSES);
        ModelCard card = card("model1", classes, 150, 150, TestCards.SHA256);
        classes.set(0, "bird");

        assertThat(card.classes()).containsExactly("cat", "dog");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 4097, Integer.MAX_VALUE})
    void sidesOutsideTheRangeAreInvalid(int side) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card("model1", CLASSES, side, 150, TestCards.SHA256))
                .withMessage("inputWidth of model model1 is " + side + "; it must be 1 to 4096");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card("model1", CLASSES, 150, side, TestCards.SHA256))
                .withMessage("inputHeight of model model1 is " + side + "; it must be 1 to 4096");
    }

    @Test
    void sidesAtTheEndsOfTheRangeAreValid() {
        assertThat(card("model1", CLASSES, 1, 4096, TestCards.SHA256).inputHeight())
                .isEqualTo(4096);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "0123", "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF", "not a hash"})
    void otherTextsAreInvalidHashes(String sha256) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card("model1", CLASSES, 150, 150, sha256))
                .withMessageContaining("sha256 of model model1")
                .withMessageContaining("64 lower-case");
    }

    @Test
    void anotherTestResultLeavesTheRestUnchanged() {
        ModelCard card = TestCards.card();

        assertThat(card.withTest(null).test()).isNull();
        assertThat(card.withTest(null).withTest(card.test())).isEqualTo(card);
    }

    @Test
    void confusionHasOneRowAndOneColumnPerClass() {
        for (List<List<Integer>> confusion : List.of(
                List.<List<Integer>>of(),
                List.of(List.of(1, 2)),
                List.of(List.of(1, 2), List.of(3)),
                List.of(List.of(1, 2), List.of(3, -1)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ModelCard.Evaluation(3, 0.5, confusion, null))
                    .withMessageContaining(confusion.toString());
        }
    }

    @Test
    void confidenceHasOneCountPerBin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelCard.Evaluation(1, 1, List.of(List.of(1, 0), List.of(0, 0)), List.of(1)))
                .withMessage("confidence of a test is [1]; it must be 10 counts");
    }

    private static ModelCard card(String name, List<String> classes, int width, int height, String sha256) {
        return new ModelCard(name, "1", null, classes, width, height, 1, 17, sha256, 1, null, null, null);
    }
}
