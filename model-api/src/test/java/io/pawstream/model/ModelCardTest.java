package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardTest {

    private static final List<String> CLASSES = List.of("cat", "dog");

    /** One character of two UTF-16 units. */
    private static final String FOX = "\ud83e\udd8a";

    @ParameterizedTest
    @ValueSource(strings = {"model1", "m", "1", "model4-minimalistic", "a-", "a--b"})
    void names(String name) {
        assertThat(ModelCard.isName(name)).isTrue();
        assertThat(card(name, CLASSES, TestCards.SHA256).name()).isEqualTo(name);
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
                .isThrownBy(() -> card(name, CLASSES, TestCards.SHA256))
                .withMessageContaining("\"" + name + "\"")
                .withMessageContaining("1 to 63 lower-case letters");
    }

    @Test
    void aNameHasUpTo63Characters() {
        assertThat(ModelCard.isName("a".repeat(63))).isTrue();
        assertThat(ModelCard.isName("a".repeat(64))).isFalse();
    }

    @Test
    void classesMustBeDifferentNames() {
        for (List<String> classes :
                List.of(List.of("cat", "cat"), List.of("cat", "dog", "cat"), Arrays.asList("cat", null))) {
            String last = classes.get(classes.size() - 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> card("model1", classes, TestCards.SHA256))
                    .withMessage("class " + (classes.size() - 1) + " of model model1 is "
                            + (last == null ? "null" : "\"" + last + "\"")
                            + "; each class must have a name of its own");
        }
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> card("model1", null, TestCards.SHA256))
                .withMessage("classes of model model1 are missing");
    }

    @ParameterizedTest
    @MethodSource("invalidClassNames")
    void classNamesMustBePrintableAndShort(String name, String excerpt) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card("model1", List.of("cat", name), TestCards.SHA256))
                .withMessage("class 1 of model model1 is \"" + excerpt + "\"; a class name must have 1 to 200"
                        + " characters, not only spaces, and no control characters or line separators");
    }

    private static Stream<Arguments> invalidClassNames() {
        return Stream.of(
                Arguments.of("", ""),
                Arguments.of(" ", " "),
                Arguments.of("\u001b[2Jdog", "\\u001b[2Jdog"),
                Arguments.of("\u0007", "\\u0007"),
                Arguments.of("a\tb", "a\\u0009b"),
                Arguments.of("dog\n", "dog\\u000a"),
                Arguments.of("a\u0085b", "a\\u0085b"),
                Arguments.of("a\u2028b", "a\\u2028b"),
                Arguments.of("a\u2029b", "a\\u2029b"),
                Arguments.of("a\ud83d", "a\\ud83d"),
                Arguments.of("x".repeat(201), "x".repeat(40) + "..."),
                Arguments.of(FOX.repeat(201), FOX.repeat(40) + "..."),
                Arguments.of("x".repeat(50_000), "x".repeat(40) + "..."));
    }

    /** The scientist is two emoji, joined by the format character U+200D. */
    @ParameterizedTest
    @MethodSource("validClassNames")
    void classNamesMayHaveAnyOtherCharacter(String name) {
        assertThat(card("model1", List.of("cat", name), TestCards.SHA256).classes())
                .containsExactly("cat", name);
    }

    private static Stream<String> validClassNames() {
        return Stream.of(
                "x",
                "great white shark, white shark",
                "\u72d0",
                "\ud83d\udc69\u200d\ud83d\udd2c",
                "x".repeat(200),
                FOX.repeat(200));
    }

    @Test
    void aModelHasTwoToAHundredThousandClasses() {
        for (int count : new int[] {0, 1, 100_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> card("model1", names(count), TestCards.SHA256))
                    .withMessage("model model1 has " + count + " classes; it must have 2 to 100000");
        }
        assertThat(card("model1", names(100_000), TestCards.SHA256).classes()).hasSize(100_000);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @Test
    void classesAreCopied() {
        List<String> classes = new ArrayList<>(CLASSES);
        ModelCard card = card("model1", classes, TestCards.SHA256);
        classes.set(0, "bird");

        assertThat(card.classes()).containsExactly("cat", "dog");
    }

    @Test
    void anOlderSchemaIsRefused() {
        ModelCard card = TestCards.card();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelCard(
                        0,
                        "model1",
                        "1",
                        null,
                        CLASSES,
                        card.input(),
                        card.preprocessing(),
                        null,
                        17,
                        TestCards.SHA256,
                        1,
                        card.origin(),
                        null))
                .withMessageContaining("schema of the card of model model1 is missing; it must be 2");
    }

    @Test
    void theInputHasTheSizeThatPreprocessingYields() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelCard(
                        2,
                        "model1",
                        "1",
                        null,
                        CLASSES,
                        new ImageSize(10, 20),
                        Preprocessing.stretched(new ImageSize(20, 10)),
                        null,
                        17,
                        TestCards.SHA256,
                        1,
                        TestCards.IMPORTED,
                        null))
                .withMessage("preprocessing of model model1 yields images of 20x10 pixels; its input has 10x20");
    }

    @Test
    void aModelIsEitherTrainedOrImported() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Origin(null, null, null))
                .withMessageContaining("neither");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "0123", "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF", "not a hash"})
    void otherTextsAreInvalidHashes(String sha256) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card("model1", CLASSES, sha256))
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
    void anotherHashLeavesTheRestUnchanged() {
        ModelCard card = TestCards.card();

        assertThat(card.withSha256("f".repeat(64)).sha256()).isEqualTo("f".repeat(64));
        assertThat(card.withSha256("f".repeat(64)).withSha256(card.sha256())).isEqualTo(card);
    }

    private static ModelCard card(String name, List<String> classes, String sha256) {
        return new ModelCard(
                ModelCard.SCHEMA,
                name,
                "1",
                null,
                classes,
                TestCards.INPUT,
                Preprocessing.stretched(TestCards.INPUT),
                null,
                17,
                sha256,
                1,
                TestCards.IMPORTED,
                null);
    }
}
