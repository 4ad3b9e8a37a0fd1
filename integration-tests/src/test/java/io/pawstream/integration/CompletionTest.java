package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion of commands and options in bash. */
class CompletionTest {

    private static final String COMPLETE = """
            source <("$0" completion)
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            _pawstream
            echo "${COMPREPLY[*]}"
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pawstream cha                     | chaos",
                "./pawstream re                    | rejected replay report",
                "./pawstream models s              | select shadow",
                "./pawstream models select --w     | --wait",
                "./pawstream bench capacity --ra   | --rates",
                "./pawstream produce --expires     | --expires-in",
                "./pawstream unknown --            | ",
            })
    void commandsAndOptionsAreCompleted(String line, String expected) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "bash", "-c", COMPLETE, Pipeline.HOME.resolve("pawstream").toString()));
        command.addAll(List.of(line.split(" ")));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8).trim())
                .isEqualTo(Objects.requireNonNullElse(expected, ""));
    }

    @Test
    @Tag("slow")
    void theCompletionHasTheCommandsAndOptionsOfTheHelp() throws Exception {
        Process check = new ProcessBuilder(
                        Pipeline.HOME.resolve(".ci/completion").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), UTF_8);
        assertThat(check.waitFor()).as(output).isZero();
    }
}
