package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "cat.jpg", "Käthes Katze.jpg", "猫 🐈.jpg", "C:\\images\\u0041.jpg", "$1 \\1"})
    void keepsPrintableText(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0x1b, \\u001b",
        "0x00, \\u0000",
        "0x0a, \\u000a",
        "0x0d, \\u000d",
        "0x09, \\u0009",
        "0x7f, \\u007f",
        "0x9b, \\u009b",
        "0x9d, \\u009d",
        "0x200b, \\u200b",
        "0x202e, \\u202e",
        "0x2066, \\u2066",
        "0x2028, \\u2028",
        "0x2029, \\u2029",
        "0xd800, \\ud800",
        "0xfeff, \\ufeff",
        "0xe0041, \\udb40\\udc41"
    })
    void escapesAnyOtherCharacter(String codePoint, String escaped) {
        assertThat(Printable.of("a" + Character.toString(Integer.decode(codePoint)) + "b"))
                .isEqualTo("a" + escaped + "b");
    }

    @Test
    void escapesCommandsOfATerminal() {
        assertThat(Printable.of("\u001b[2J\u001b]52;c;Y2F0\u0007")).isEqualTo("\\u001b[2J\\u001b]52;c;Y2F0\\u0007");
    }

    @Test
    void aLongTextIsCutAfterItIsEscaped() {
        assertThat(Printable.fitted("golden retriever", 16)).isEqualTo("golden retriever");
        assertThat(Printable.fitted("golden retrievers", 16)).isEqualTo("golden retrie...");
        assertThat(Printable.fitted("a\u001b[2Jb", 16)).isEqualTo("a\\u001b[2Jb");
        assertThat(Printable.fitted("a\u001b[2Jb", 9)).isEqualTo("a\\u001...");
    }
}
