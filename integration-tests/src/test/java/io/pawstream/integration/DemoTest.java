package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.quickstart.QuickstartMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short run of {@code ./pawstream demo}. */
@Tag("slow")
class DemoTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void drawsTheGivenClassesAndFindsAModelThatHasThem() {
        run("demo", "--classes", "cat,dog,fox", "--count", "60", "--port", "0");
        assertThat(out.toString())
                .containsPattern("(?m)^published +60$")
                .containsPattern("(?m)^classified +60$")
                .containsPattern("(?m)^  (cat|dog|fox) +\\d+$")
                .containsPattern("drawn/fox/\\d{6}\\.\\w+ +fox +[01]\\.\\d{4} ")
                // 57 of 60 is far from what a model that ignores foxes could reach.
                .containsPattern("(?m)^accuracy +(1\\.0000|0\\.9[5-9]\\d\\d)$");
    }

    @Test
    void streamsImagesAndPrintsASummaryThatAddsUp() {
        run("demo", "--count", "40", "--port", "0");
        assertThat(out.toString())
                .containsPattern("(?m)^published +40$")
                .containsPattern("(?m)^classified +40$")
                .containsPattern("(?m)^rejected +0$")
                .containsPattern("(?m)^accuracy +[01]\\.\\d{4}$")
                .containsPattern("(?m)^throughput +[0-9.]+ images/s$")
                .containsPattern("(?m)^latency +p50 \\d+ ms, p95 \\d+ ms, p99 \\d+ ms$")
                .doesNotContain("missing", "duplicates");
    }

    private void run(String... arguments) {
        int exitCode = QuickstartMain.commandLine(Pipeline.HOME)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertThat(exitCode).as("%s%s", out, err).isZero();
    }
}
