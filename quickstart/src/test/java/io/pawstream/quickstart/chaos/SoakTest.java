package io.pawstream.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short form of {@code ./pawstream soak}: too short to judge memory by, so only what it counts is held to anything. */
@Tag("slow")
@Tag("alone")
class SoakTest {

    private static final Path HOME = Path.of(System.getProperty("pawstream.home", ".."));

    @Test
    void switchesUnderLoadLoseNoImageAndTheMemoryIsMeasured() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "it reads /proc");
        SoakRun.Plan plan = new SoakRun.Plan(
                HOME.toAbsolutePath().normalize(),
                List.of("model5", "model3"),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                0.3);
        StringWriter printed = new StringWriter();
        try (SoakRun run = new SoakRun(plan, new PrintWriter(printed, true))) {
            SoakRun.Result result = run.run();
            assertThat(result.account().isRight()).as(result.toString()).isTrue();
            assertThat(result.account().published()).isGreaterThan(2_000);
            assertThat(result.switches()).isBetween(15, 21);
            // The heap of 512 MiB is there from the start.
            assertThat(result.bytesBefore()).isBetween(500e6, 3e9);
            assertThat(result.growth()).isLessThan(0.5);
        }
        assertThat(printed.toString()).contains("images/s at most", "MB resident");
    }
}
