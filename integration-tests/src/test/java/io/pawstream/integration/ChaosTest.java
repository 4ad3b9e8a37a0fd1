package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pawstream.quickstart.QuickstartMain;
import io.pawstream.testkit.EmbeddedCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Short runs of {@code ./pawstream chaos}. */
@Tag("slow")
class ChaosTest {

    private static final double RATE = 40;

    private final StringWriter printed = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "kill, 1500, 3, 1500",
        "terminate, 1600, 5, 400",
        "broker, 1600, 5, 400",
        "instance, 1600, 5, 400",
        "model, 1600, 10, 400",
        "clash, 1600, 5, 400",
        "slow, 1600, 5, 400",
        "slow-images, 1600, 5, 400"
    })
    void everyImageHasExactlyOneResultWhateverFails(String scenario, int events, int kills, int published) {
        assertExactlyOnce(published, chaos(scenario, events, kills, published));
    }

    @Test
    void theDeadLeaderOfTheTransactionLogIsReplaced() {
        assertExactlyOnce(400, chaos("transaction-log", 1_600, 5, 400, "--brokers=3"));
    }

    @Test
    void aBrokerWithAFullDiskIsReplaced() {
        try {
            EmbeddedCluster.requireDisks();
        } catch (IOException e) {
            abort(e.getMessage());
        }
        assertExactlyOnce(400, chaos("full-disk", 1_600, 5, 400, "--brokers=3"));
    }

    @Test
    void aPausedProcessorDoesNotCommitWhatAnotherOneTookOver() {
        String[] columns = chaos("zombie", 6_000, 5, 1_500);
        assertExactlyOnce(1_500, columns);
        assertThat(Double.parseDouble(columns[8].split(" ")[0]))
                .as("seconds without predictions of a partition, until the session of the paused processor has expired")
                .isGreaterThan(5);
    }

    private static void assertExactlyOnce(int published, String[] columns) {
        // published, predictions, rejections, missing, duplicates, out of order
        assertThat(columns)
                .containsSubsequence(
                        Integer.toString(published),
                        Integer.toString(published - published / 20),
                        Integer.toString(published / 20),
                        "0",
                        "0",
                        "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poison", "timestamp"})
    void eachUnusualImageIsRejected(String scenario) {
        String[] columns = chaos(scenario, 1_600, 5, 400);
        int runs = Integer.parseInt(columns[1]);
        assertThat(columns)
                .containsSubsequence(Integer.toString(400 + runs), "380", Integer.toString(20 + runs), "0", "0", "0");
    }

    @Test
    void noResultIsLostWithAtLeastOnceDelivery() {
        String[] columns = run("kill", 600, 3, 600, "--guarantee=at_least_once");
        assertThat(columns[5]).as("missing").isEqualTo("0");
        assertThat(printed.toString().lines()).last().isEqualTo("every image has at least one result");
    }

    private String[] chaos(String scenario, int events, int kills, int published, String... options) {
        String[] columns = run(scenario, events, kills, published, options);
        assertThat(printed.toString().lines()).last().isEqualTo("every image has exactly one result");
        return columns;
    }

    /** Runs the command, and returns the columns of its only row. */
    private String[] run(String scenario, int events, int kills, int published, String... options) {
        long start = System.nanoTime();
        int exitCode = QuickstartMain.commandLine(Pipeline.HOME.normalize())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute(Stream.concat(
                                Stream.of(
                                        "chaos",
                                        "--scenario=" + scenario,
                                        "--events=" + events,
                                        "--kills=" + kills,
                                        "--rate=" + RATE,
                                        "--seed=7"),
                                Stream.of(options))
                        .toArray(String[]::new));
        assertThat(exitCode).as(printed.toString()).isZero();
        assertThat((System.nanoTime() - start) * 1e-9)
                .as("seconds, in which images streamed while the failures were injected")
                .isGreaterThan(published / RATE);
        List<String> lines = printed.toString().lines().toList();
        assertThat(lines).hasSize(3);
        String[] columns = lines.get(1).trim().split(" {2,}");
        assertThat(Integer.parseInt(columns[1])).as("runs").isPositive();
        return columns;
    }
}
