package io.pawstream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands check before they start anything. */
class BenchMainTest {

    private static final Path HOME =
            Path.of(System.getProperty("pawstream.home", "..")).toAbsolutePath().normalize();

    private final StringWriter printed = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throughput | --events=299        | --events is 299; it must be at least 300",
                "throughput | --stream-threads=0  | --stream-threads is 0; it must be at least 1",
                "throughput | --seconds=0         | --seconds is 0.0; it must be above 0",
                "throughput | --rounds=0          | --rounds is 0; it must be at least 1",
                "latency    | --loads=0.5,2       | --loads contains 2.0; each must be above 0 and at most 1",
                "latency    | --warm-up=-1        | --warm-up is -1; it must be at least 0",
                "latency    | --seconds=1         | --seconds is 1; it must be at least 2",
                "scaling    | --seconds=0         | --seconds is 0; it must be at least 1",
                "capacity   | --warm-up=0         | --warm-up is 0; it must be at least 1",
                "capacity   | --rounds=0          | --rounds is 0; it must be at least 1",
                "capacity   | --rates=100,0       | --rates contains 0.0; each must be above 0",
                "scaling    | --rounds=-1         | --rounds is -1; it must be at least 1",
                "scaling    | --vary=weather      | THREADS, INSTANCES, BROKERS, REFERENCES, SIZES",
                "throughput | --images=drawn --seconds=-1 | --seconds is -1.0; it must be above 0",
                "latency    | --loads=0           | --loads contains 0.0; each must be above 0 and at most 1",
                "latency    | --rounds=0          | --rounds is 0; it must be at least 1",
                "consumers  | --events=1          | --events is 1; it must be at least 300",
                "consumers  | --rounds=0          | --rounds is 0; it must be at least 1",
                "monitoring | --seconds=0         | --seconds is 0.0; it must be above 0",
                "monitoring | --warm-up=0         | --warm-up is 0; it must be at least 1 and less than --events, 60000",
                "consumers  | --seconds=1         | --seconds is 1; it must be at least 2",
                "consumers  | -P thread=1         | -P thread; allowed: checkpoint-millis, spinning, threads, wait, workers",
                "consumers  | --peers=ruby        | PYTHON, NODE, MLSERVER, FLINK",
                "monitoring | --warm-up=9 --events=9 | --warm-up is 9; it must be at least 1 and less than --events, 9",
                "monitoring | --rounds=0          | --rounds is 0; it must be at least 1",
                "start      | --rounds=0          | --rounds is 0; it must be at least 1",
            })
    void anInvalidOptionIsNamedWithItsLimits(String benchmark, String options, String message) {
        assertThat(run((benchmark + " " + options).split(" "))).isEqualTo(2);
        assertThat(printed.toString()).contains(message).contains("bench " + benchmark + " --help");
    }

    @Test
    void allBenchmarksStopAtTheFirstThatFails() {
        assertThat(run("--rounds=0")).isEqualTo(2);
        assertThat(printed.toString().lines()).singleElement().asString().contains("bench throughput --help");
    }

    @Test
    void aMissingModelOrImageIsNamed() {
        assertThat(run("throughput", "--models=no-such-model")).isEqualTo(1);
        assertThat(run("latency", "--images=/no/such/directory")).isEqualTo(1);
        assertThat(printed.toString()).contains("model \"no-such-model\"", "/no/such/directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput", "latency", "scaling", "capacity", "consumers", "monitoring", "start"})
    void theHelpShowsSharedOptionsAndDefaults(String benchmark) {
        assertThat(run(benchmark, "--help")).isZero();
        assertThat(printed.toString().replaceAll("\\s+", " "))
                .contains("--images=", "(default: drawn)", "--rounds=N", "(default: 3)");
        // The path is absolute, so it can be broken anywhere.
        assertThat(printed.toString().replaceAll("\\s+", "")).contains("bench-report)");
    }

    @Test
    void anUnknownBenchmarkIsAnError() {
        assertThat(run("speed")).isEqualTo(2);
        assertThat(printed.toString()).contains("speed").contains("bench --help");
    }

    @Test
    void theHelpListsAllBenchmarks() {
        assertThat(run("--help")).isZero();
        assertThat(printed.toString())
                .containsSubsequence(
                        "throughput", "latency", "scaling", "capacity", "consumers", "monitoring", "start");
    }

    @Test
    void whatScalingVariesIsListedInLowerCase() {
        assertThat(run("scaling", "--help")).isZero();
        assertThat(printed.toString().replaceAll("\\s+", " "))
                .contains("threads, instances, brokers, references, sizes");
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(printed, true);
        return BenchMain.commandLine(HOME).setOut(writer).setErr(writer).execute(arguments);
    }
}
