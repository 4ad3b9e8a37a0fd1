package io.pawstream.benchmark.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedCommandTest {

    private static TimedCommand command(String script) {
        Map<String, Pattern> phases = new LinkedHashMap<>();
        phases.put("first", Pattern.compile("^one"));
        phases.put("second", Pattern.compile("two$"));
        return new TimedCommand(List.of("sh", "-c", script), phases);
    }

    @Test
    void aPhaseEndsWithItsFirstLine() throws Exception {
        Map<String, Double> seconds =
                command("echo one; sleep 0.5; echo one; echo 1 2 two").run(false);
        assertThat(seconds).containsOnlyKeys("first", "second");
        assertThat(seconds.get("second") - seconds.get("first")).isBetween(0.4, 30.0);
    }

    @Test
    void aCommandThatDoesNotEndIsStoppedAfterTheLastPhase() throws Exception {
        assertThat(command("echo one; echo two; exec sleep 600").run(true)).hasSize(2);
    }

    @Test
    void aCommandThatEndsEarlyIsAnErrorWithItsOutput() {
        assertThatThrownBy(() -> command("echo one; echo no port >&2; exit 3").run(true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exited with code 3 after these phases: [first]; its last lines:\none\nno port");
    }
}
