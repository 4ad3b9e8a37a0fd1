package io.pawstream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks run, in a form that is too short for their figures to mean anything. */
@Tag("slow")
class BenchTest {

    private static final Path HOME =
            Path.of(System.getProperty("pawstream.home", "..")).toAbsolutePath().normalize();

    private final StringWriter printed = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void throughputComparesTheBareLoopWithThePipeline() throws IOException {
        succeed("throughput", "--models=model5-8bit", "--events=600", "--seconds=0.3", "--rounds=1", out());
        assertThat(printed.toString())
                .contains("decode alone", "inference alone, batches of 16", "mean batch")
                .containsPattern("pipeline +[1-9]")
                .containsPattern("pipeline/bare 0\\.[0-9]{2} as it is");
        assertThat(figures("throughput", "model5-8bit").get("pipeline").asDouble())
                .isPositive();
        assertThat(folder.resolve("throughput.png")).isNotEmptyFile();
    }

    @Test
    void latencyComparesWithoutAndWithAShadow() throws IOException {
        succeed("latency", "--shadow=model1", "--loads=0.1", "--warm-up=500", "--seconds=3", "--rounds=1", out());
        assertThat(printed.toString())
                .containsPattern("10%, [0-9]+ images/s +[0-9.]+ ms +[0-9.]+ ms +[0-9.]+ ms")
                .containsPattern("the shadow answered [1-9][0-9]* images");
        assertThat(figures("latency", "with model1 as shadow").get("p99 ms").asDouble())
                .isPositive();
    }

    @Test
    void scalingTellsTheCostOfAnImage() throws IOException {
        succeed("scaling", "--of=instances,sizes", "--events=300", "--rounds=1", out());
        for (String name : List.of("1 instance(s) of one core", "2 instance(s) of one core", "4000x3000")) {
            assertThat(figures("scaling", name).get("CPU ms").asDouble()).isPositive();
        }
    }

    @Test
    void watchingOpensTheLivePage() throws IOException {
        succeed("watching", "--events=2000", "--warm-up=100", "--seconds=0.5", "--rounds=1", out());
        assertThat(printed.toString()).containsPattern("watched/alone, medians of 1 turns: [0-9.]+ in images/s");
        assertThat(figures("watching", "watched").get("images/s").asDouble()).isPositive();
    }

    @Test
    void numbersThatMakeNoSenseAreRefusedByName() {
        assertThat(run("throughput", "--events=1")).isEqualTo(2);
        assertThat(run("latency", "--loads=0.5,2")).isEqualTo(2);
        assertThat(run("scaling", "--rounds=0")).isEqualTo(2);
        assertThat(printed.toString()).contains("--events is 1", "--loads has 2.0", "--rounds is 0");
    }

    private String out() {
        return "--out=" + folder;
    }

    private JsonNode figures(String kind, String name) throws IOException {
        for (JsonNode result :
                new ObjectMapper().readTree(folder.resolve(kind + ".json").toFile())) {
            if (result.get("name").asText().contains(name)) {
                return result.get("figures");
            }
        }
        throw new AssertionError("no " + name + " in the results of " + kind);
    }

    private void succeed(String... arguments) {
        int exitCode = run(arguments);
        assertThat(exitCode).as(printed.toString()).isZero();
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(printed, true);
        return BenchMain.commandLine(HOME).setOut(writer).setErr(writer).execute(arguments);
    }
}
