package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProcessCommandTest {

    private final Map<String, String> settings = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ProcessCommand(all -> {
                    settings.putAll(all);
                    return 7;
                }))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    @Test
    void withoutOptionsTheConfigurationApplies() {
        assertThat(run()).isEqualTo(7);
        assertThat(settings).isEmpty();
    }

    @Test
    void passesEveryOption() {
        run("--bootstrap=kafka:9092", "--model", "m", "--models=/models", "--port=81", "--no-thumbnails", "-Da.b=c=d");
        assertThat(settings)
                .containsOnly(
                        entry("quarkus.kafka-streams.bootstrap-servers", "kafka:9092"),
                        entry("pawstream.model", "m"),
                        entry("pawstream.models.directory", "/models"),
                        entry("quarkus.http.port", "81"),
                        entry("pawstream.page.thumbnails", "false"),
                        entry("a.b", "c=d"));
    }

    @ParameterizedTest
    @CsvSource({
        "--bootstrap=localhost, is not the address of a broker",
        "--port=0, it must be 1 to 65535",
        "--port=65536, it must be 1 to 65535",
        "--port=http, is not an int",
        "--prot=80, Unknown option",
        "--model, Missing required parameter",
        "-Dname, KEY=VALUE",
        "extra, Unmatched argument"
    })
    void anInvalidOptionIsNamedWithExitCode2(String argument, String message) {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
        assertThat(settings).isEmpty();
    }

    @Test
    void theHelpSaysWhenTheModelHasNoEffect() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("this option has no effect: use \"pawstream models select\"");
    }
}
