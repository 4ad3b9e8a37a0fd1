package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorCommandTest {

    @TempDir
    private Path home;

    @BeforeEach
    void install() {
        FakeProcessor.install(home);
    }

    private ProcessBuilder builder(int port, Map<String, String> settings) throws Exception {
        return ProcessorCommand.of(new ProcessorSpec(
                home, "localhost:9092", port, List.of("-Xms32m", "-Xmx64m"), settings, home.resolve("log")));
    }

    @Test
    void addressAndPortTakePrecedenceOverSettings() throws Exception {
        List<String> command = builder(
                        8081,
                        Map.of(
                                "quarkus.http.port", "1",
                                "quarkus.kafka-streams.bootstrap-servers", "other:1"))
                .command();
        assertThat(command)
                .contains("-Dquarkus.http.port=8081", "-Dquarkus.kafka-streams.bootstrap-servers=localhost:9092")
                .doesNotContain("-Dquarkus.http.port=1", "-Dquarkus.kafka-streams.bootstrap-servers=other:1");
    }

    @Test
    void jvmOptionsAndSettingsPrecedeTheJar() throws Exception {
        List<String> command = builder(1, Map.of("pawstream.model", "m")).command();
        assertThat(command).containsSubsequence("-Xms32m", "-Xmx64m", "-Dpawstream.model=m", "-jar");
        assertThat(command.get(command.size() - 1)).endsWith("quarkus-run.jar");
    }

    @Test
    void theOutputIsAppendedAndContainsErrors() throws Exception {
        ProcessBuilder builder = builder(1, Map.of());
        assertThat(builder.redirectErrorStream()).isTrue();
        assertThat(builder.redirectOutput().type()).isEqualTo(ProcessBuilder.Redirect.Type.APPEND);
        assertThat(builder.redirectOutput().file())
                .isEqualTo(home.resolve("log").toFile());
    }

    @Test
    void theProcessorIgnoresCtrlCAndStopsOnSigterm() throws Exception {
        assumeTrue(File.separatorChar == '/', "no POSIX signals");
        ProcessorProcess processor = ProcessorProcess.start(
                new ProcessorSpec(home, "localhost:1", EmbeddedBroker.freePort(), 64, Map.of(), home.resolve("log")));
        try (processor) {
            processor.awaitReady(Duration.ofMinutes(1), () -> false);
            Process interrupt = new ProcessBuilder("kill", "-INT", Long.toString(processor.pid())).start();
            assertThat(interrupt.waitFor()).isZero();
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(processor.isReady()).isTrue();
        }
        assertThat(processor.exitCode()).isEqualTo(143);
    }
}
