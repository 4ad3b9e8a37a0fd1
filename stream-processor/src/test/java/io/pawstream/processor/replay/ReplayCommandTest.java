package io.pawstream.processor.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ReplayCommandTest {

    private final Map<String, String> settings = new HashMap<>();
    private final StringWriter errors = new StringWriter();

    @Test
    void hasAGroupAndTopicsOfItsOwnAndNoPort() {
        assertThat(run("--model", "model3")).isEqualTo(7);
        assertThat(settings)
                .containsOnly(
                        entry("pawstream.model", "model3"),
                        entry("pawstream.topics.predictions", "predictions.replay.model3"),
                        entry("pawstream.topics.rejected", "predictions.replay.model3.rejected"),
                        entry("pawstream.mode", "replay"),
                        entry("pawstream.replay.restart", "false"),
                        entry("quarkus.kafka-streams.application-id", "pawstream-replay-model3"),
                        entry("quarkus.http.host-enabled", "false"),
                        entry("quarkus.log.level", "WARN"));
    }

    @Test
    void passesEveryOption() {
        run(
                "--model=m",
                "--from=2026-01-31T12:00:00+01:00",
                "--to=2026-02-01T00:00:00Z",
                "--restart",
                "--predictions-topic=mine",
                "--application-id=id",
                "--bootstrap=kafka:9092",
                "--models=/models",
                "-Dquarkus.config.locations=secret.properties");
        assertThat(settings)
                .contains(
                        entry("pawstream.replay.from", "2026-01-31T11:00:00Z"),
                        entry("pawstream.replay.to", "2026-02-01T00:00:00Z"),
                        entry("pawstream.replay.restart", "true"),
                        entry("pawstream.topics.predictions", "mine"),
                        entry("pawstream.topics.rejected", "mine.rejected"),
                        entry("quarkus.kafka-streams.application-id", "id"),
                        entry("quarkus.kafka-streams.bootstrap-servers", "kafka:9092"),
                        entry("pawstream.models.directory", "/models"),
                        entry("quarkus.config.locations", "secret.properties"));
    }

    @Test
    void rejectsInvalidOptionsByName() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--model=../etc")).isEqualTo(2);
        assertThat(run("--model=m", "--from=soon")).isEqualTo(2);
        assertThat(run("--model=m", "--from=1h", "--to=2h")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--model", "\"../etc\"", "\"soon\" is not a valid time", "it must be before --to");
        assertThat(settings).isEmpty();
    }

    @Test
    void anOptionTakesPrecedenceOverTheSameSetting() {
        run("--model=m", "-Dpawstream.model=other", "-Dpawstream.mode=service");
        assertThat(settings).contains(entry("pawstream.model", "m"), entry("pawstream.mode", "replay"));
    }

    private int run(String... arguments) {
        return new CommandLine(new ReplayCommand(all -> {
                    settings.putAll(all);
                    return 7;
                }))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
