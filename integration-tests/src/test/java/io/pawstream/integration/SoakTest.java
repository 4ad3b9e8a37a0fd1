package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pawstream.quickstart.QuickstartMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short run of {@code ./pawstream soak}. It is too short to judge the growth of memory by, so the exit code may be 1. */
@Tag("slow")
@Tag("alone")
class SoakTest {

    private final StringWriter printed = new StringWriter();

    @Test
    void switchesUnderLoadLoseNoImageAndMemoryIsMeasured() {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs /proc");
        int exitCode = QuickstartMain.commandLine(Pipeline.HOME.normalize())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute(
                        "soak",
                        "--minutes=0.3334",
                        "--settle-minutes=0.1667",
                        "--switch-seconds=1",
                        "--load=0.3",
                        "--models=model5,model3");
        assertThat(exitCode).as(printed.toString()).isBetween(0, 1);
        assertThat(printed.toString())
                .containsPattern("maximum throughput [1-9][0-9]* images/s")
                .containsPattern("min +[0-9.]+ MB resident +[0-9]+ switches")
                .contains("missing 0, duplicates 0, out of order 0");

        MatchResult memory =
                match("(\\d+) model switches; resident memory ([0-9.]+) MB after 0.2 min, ([0-9.]+) MB at the end");
        assertThat(Integer.parseInt(memory.group(1))).isBetween(15, 21);
        double megabytesBefore = Double.parseDouble(memory.group(2));
        // The heap of 512 MiB is allocated at the start.
        assertThat(megabytesBefore).isBetween(500.0, 3000.0);
        assertThat(Double.parseDouble(memory.group(3))).isLessThan(1.5 * megabytesBefore);

        MatchResult counts = match("published (\\d+), predictions (\\d+), rejections (\\d+),");
        int published = Integer.parseInt(counts.group(1));
        assertThat(published).isGreaterThan(2_000);
        assertThat(Integer.parseInt(counts.group(2)) + Integer.parseInt(counts.group(3)))
                .isEqualTo(published);
    }

    private MatchResult match(String pattern) {
        return Pattern.compile(pattern)
                .matcher(printed.toString())
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line matches " + pattern + " in:\n" + printed));
    }
}
