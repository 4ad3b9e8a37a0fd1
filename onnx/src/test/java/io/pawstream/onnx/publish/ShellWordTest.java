package io.pawstream.onnx.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @ParameterizedTest
    @ValueSource(strings = {"model1", "photos/Cat-1.zip", "4.0E-4", "http://host:80/a+b", "_"})
    void plainWordsAreNotQuoted(String word) {
        assertThat(ShellWord.of(word)).isEqualTo(word);
    }

    @Test
    void anEmptyArgumentIsAWord() {
        assertThat(ShellWord.of("")).isEqualTo("''");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "two words", "Tom's", "''", "$HOME", "`id`", "a\"b", "a\\b", "a;b&c|d", "*", "#", "~", "a\nb"
            })
    void aShellReadsTheArgumentBack(String argument) throws Exception {
        assumeTrue(File.separatorChar == '/', "no POSIX shell");
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(argument)).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(argument);
        assertThat(shell.waitFor()).isZero();
    }
}
