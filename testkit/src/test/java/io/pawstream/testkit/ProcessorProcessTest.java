package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorProcessTest {

    private static final String METRICS = """
            # TYPE pawstream_images_rejected_total counter
            pawstream_images_rejected_total{reason="empty",stage="event"} 2.0
            pawstream_images_rejected_total{reason="truncated",stage="decode"} 3.0
            pawstream_images_rejected_total_other 100.0
            pawstream_ready 1.0
            """;

    @Test
    void aMetricIsTheSumOverItsLabels() {
        assertThat(ProcessorProcess.sum(METRICS, "pawstream_images_rejected_total"))
                .isEqualTo(5);
        assertThat(ProcessorProcess.sum(METRICS, "pawstream_ready")).isEqualTo(1);
        assertThat(ProcessorProcess.sum(METRICS, "pawstream_images")).isZero();
    }

    @Test
    void jvmOptionsFollowTheHeapSize() {
        ProcessorSpec spec = spec(Path.of("home")).withJvmOptions(List.of("-Xms64m"));
        assertThat(spec.jvmOptions()).containsExactly("-Xmx256m", "-Xms64m");
        assertThat(spec.withJvmOptions(List.of("-Xlog:gc")).jvmOptions()).endsWith("-Xms64m", "-Xlog:gc");
    }

    @Test
    void aProcessorThatIsNotBuiltIsNamed(@TempDir Path directory) {
        assertThatThrownBy(() -> ProcessorProcess.start(spec(directory)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.resolve("stream-processor").toString())
                .hasMessageEndingWith("run ./mvnw package");
    }

    @Test
    void addressesAndSettingsAreSystemProperties(@TempDir Path directory) throws Exception {
        Path jar = directory.resolve("stream-processor/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        ProcessorSpec spec = new ProcessorSpec(
                directory, "localhost:9", 8, 256, Map.of("pawstream.model", "model1"), directory.resolve("log"));
        ProcessBuilder builder = ProcessorCommand.of(spec);
        assertThat(builder.command())
                .contains(
                        "-Xmx256m",
                        "-Dpawstream.model=model1",
                        "-Dquarkus.http.port=8",
                        "-Dquarkus.kafka-streams.bootstrap-servers=localhost:9")
                .endsWith("-jar", jar.toString());
        assertThat(builder.environment()).containsKey("MALLOC_TRIM_THRESHOLD_");
    }

    private static ProcessorSpec spec(Path home) {
        return new ProcessorSpec(home, "localhost:1", 1, 256, Map.of(), home.resolve("log"));
    }
}
