package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class WordConverterTest {

    private final WordConverter<Size> converter = new WordConverter<>(Size.values());

    @Test
    void aWordIsTheTextOfItsValue() {
        assertThat(converter.convert("small")).isEqualTo(Size.SMALL);
        assertThat(converter.convert("very-large")).isEqualTo(Size.VERY_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SMALL", "VERY_LARGE", "medium"})
    void anythingElseFailsWithAllWords(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("\"" + text + "\" is not one of [small, very-large]");
    }

    private enum Size {
        SMALL,
        VERY_LARGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
