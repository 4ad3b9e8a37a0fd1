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
    void streamsImagesAndPrintsASummaryThatAddsUp() {
        int exitCode = QuickstartMain.commandLine(Pipeline.HOME)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("demo", "--count", "40", "--port", "0");
        assertThat(exitCode).as("%s%s", out, err).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^published +40$")
                .containsPattern("(?m)^classified +40$")
                .containsPattern("(?m)^rejected +0$")
                .containsPattern("(?m)^accuracy +[01]\\.\\d{4}$")
                .containsPattern("(?m)^throughput +[0-9.]+ images/s$")
                .containsPattern("(?m)^latency +p50 \\d+ ms, p95 \\d+ ms, p99 \\d+ ms$")
                .doesNotContain("missing", "duplicates");
    }
}
