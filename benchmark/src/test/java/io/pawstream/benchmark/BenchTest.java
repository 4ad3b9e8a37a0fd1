package io.pawstream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmarks run, in a form that is too short for their figures to mean anything. */
@Tag("slow")
class BenchTest {

    private static final Path HOME =
            Path.of(System.getProperty("pawstream.home", "..")).toAbsolutePath().normalize();

    private final StringWriter printed = new StringWriter();

    @Test
    void throughputComparesTheBareLoopWithThePipeline() {
        assertThat(run("throughput", "--models=model5", "--events=600", "--seconds=0.3", "--rounds=1"))
                .isZero();
        assertThat(printed.toString())
                .contains("decode alone", "inference alone, batches of 16", "mean batch")
                .containsPattern("pipeline, 2 stream threads +[1-9]")
                .containsPattern("pipeline/bare 0\\.[0-9]{2} as it is");
    }

    @Test
    void latencyComparesWithoutAndWithAShadow() {
        assertThat(run("latency", "--shadow=model1", "--load=0.1", "--seconds=3", "--rounds=1"))
                .isZero();
        assertThat(printed.toString())
                .containsPattern("p99\\.0 +[0-9.]+ ms +[0-9.]+ ms")
                .contains("pawstream_shadow_answers_total{", "shadow=\"model1\"");
    }

    @Test
    void numbersThatMakeNoSenseAreRefusedByName() {
        assertThat(run("throughput", "--events=1")).isEqualTo(2);
        assertThat(run("latency", "--load=2")).isEqualTo(2);
        assertThat(printed.toString()).contains("--events is 1", "--load is 2.0");
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(printed, true);
        return BenchMain.commandLine(HOME).setOut(writer).setErr(writer).execute(arguments);
    }
}
