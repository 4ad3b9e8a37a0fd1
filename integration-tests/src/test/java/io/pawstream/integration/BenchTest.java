package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.benchmark.BenchMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of {@code ./pawstream bench}. They are too short for meaningful results. */
@Tag("slow")
class BenchTest {

    private final StringWriter printed = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void throughputComparesTheBaselineLoopWithThePipeline() throws IOException {
        succeed("throughput", "--models=model5-8bit", "--events=600", "--seconds=0.3", "--rounds=1", out());
        assertThat(printed.toString())
                .contains("throughput (images/s)", "CPU ms/image", "decode only", "inference only, batch size 16")
                .contains("mean batch size")
                .containsPattern("pipeline +[1-9]")
                .containsPattern("pipeline/baseline: throughput [0-9]\\.[0-9]{2}, without");
        assertThat(values("throughput", "model5-8bit").get("pipeline").asDouble())
                .isPositive();
        assertThat(directory.resolve("throughput.png")).isNotEmptyFile();
    }

    @Test
    void latencyComparesWithoutAndWithAShadow() throws IOException {
        succeed("latency", "--shadow=model1", "--loads=0.1", "--warm-up=500", "--seconds=3", "--rounds=1", out());
        assertThat(printed.toString())
                .contains("latency p50", "latency p99")
                .containsPattern("10%, [0-9]+ images/s +[0-9.]+ ms +[0-9.]+ ms +[0-9.]+ ms")
                .containsPattern("shadow model: [1-9][0-9]* predictions");
        assertThat(values("latency", "with model1 as shadow")
                        .get("latency p99 (ms)")
                        .asDouble())
                .isPositive();
    }

    @Test
    void scalingMeasuresThreeBrokersAndImagesByReference() throws IOException {
        succeed("scaling", "--vary=brokers,references", "--warm-up=1", "--seconds=2", "--rounds=1", out());
        for (String name : List.of("1 broker", "3 brokers", "images by reference")) {
            assertThat(values("scaling", name).get("CPU ms/image").asDouble()).isPositive();
            assertThat(values("scaling", name).get("broker CPU ms/image").asDouble())
                    .isPositive();
        }
        assertThat(values("scaling", "3 brokers").get("broker CPU ms/image").asDouble())
                .isGreaterThan(
                        values("scaling", "1 broker").get("broker CPU ms/image").asDouble());
    }

    @Test
    void monitoringOpensTheLivePage() throws IOException {
        succeed("monitoring", "--events=2000", "--warm-up=100", "--seconds=0.5", "--rounds=1", out());
        assertThat(printed.toString()).containsPattern("monitored/unmonitored, median of 1 rounds: throughput [0-9.]+");
        assertThat(values("monitoring", "monitored")
                        .get("throughput (images/s)")
                        .asDouble())
                .isPositive();
    }

    @Test
    void startMeasuresUntilTheFirstPredictionAndUntilReady() throws IOException {
        succeed("start", "--rounds=1", out());
        double ready = seconds("demo: broker and processor ready");
        assertThat(seconds("demo: first prediction")).isGreaterThan(ready);
        assertThat(seconds("process: ready")).isGreaterThan(seconds("process: Quarkus"));
    }

    private double seconds(String phase) throws IOException {
        return values("start", phase).get("start (s)").asDouble();
    }

    private String out() {
        return "--out=" + directory;
    }

    private JsonNode values(String benchmark, String name) throws IOException {
        for (JsonNode result : new ObjectMapper()
                .readTree(directory.resolve(benchmark + ".json").toFile())) {
            if (result.get("name").asText().endsWith(name)) {
                return result.get("values");
            }
        }
        throw new AssertionError(name + " is not in the results of " + benchmark);
    }

    private void succeed(String... arguments) {
        PrintWriter writer = new PrintWriter(printed, true);
        int exitCode = BenchMain.commandLine(Pipeline.HOME.toAbsolutePath().normalize())
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
        assertThat(exitCode).as(printed.toString()).isZero();
    }
}
