package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a program that has the API of the stream processor. */
class ProcessorLifecycleTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path home;

    @TempDir
    private Path directory;

    @BeforeAll
    static void install() {
        FakeProcessor.install(home);
    }

    private ProcessorProcess start(String mode) throws IOException {
        return ProcessorProcess.start(new ProcessorSpec(
                home,
                "localhost:1",
                EmbeddedBroker.freePort(),
                64,
                Map.of("fake.mode", mode, "pawstream.model", "model1"),
                directory.resolve("log")));
    }

    @Test
    void aReadyProcessorAnswersAndStopsWithTheCodeOfItsSignal() throws Exception {
        ProcessorProcess processor = start("ready");
        try (processor) {
            processor.awaitReady(LONG, () -> false);
            assertThat(processor.isReady()).isTrue();
            assertThat(processor.isAlive()).isTrue();
            assertThat(ProcessHandle.of(processor.pid())).isPresent();
            assertThat(processor.get("/q/health/ready").body()).isEqualTo("ready");
            assertThat(processor.get("/none").statusCode()).isEqualTo(404);
            assertThat(processor.metric("a_total")).isEqualTo(3.5);
            assertThat(processor.metric("b_total")).isZero();
            assertThat(processor.logEnd()).isEqualTo("model model1");
            assertThatThrownBy(processor::exitCode).isInstanceOf(IllegalThreadStateException.class);
        }
        assertThat(processor.isAlive()).isFalse();
        assertThat(processor.isReady()).as("after its end").isFalse();
        assertThat(processor.exitCode()).isEqualTo(143);
    }

    @Test
    void aRejectedSelectionHasTheResponseInItsMessage() throws Exception {
        try (ProcessorProcess processor = start("ready")) {
            processor.awaitReady(LONG, () -> false);
            processor.select("{\"model\":\"m\"}");
            assertThatThrownBy(() -> processor.select("{}"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot set selection {}: status 400, received PUT {}");
        }
    }

    @Test
    void aKilledProcessorHasExited() throws Exception {
        try (ProcessorProcess processor = start("ready")) {
            processor.awaitReady(LONG, () -> false);
            processor.kill();
            assertThat(processor.isAlive()).isFalse();
            assertThat(processor.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void aPausedProcessorContinues() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc");
        try (ProcessorProcess processor = start("ready")) {
            processor.awaitReady(LONG, () -> false);
            Path status = Path.of("/proc/" + processor.pid() + "/status");
            processor.pause();
            assertThat(status).content().contains("State:\tT (stopped)");
            processor.resume();
            assertThat(status).content().doesNotContain("stopped");
            processor.awaitReady(LONG, () -> false);
        }
    }

    @Test
    void memoryAndCpuTimeAreThoseOfTheProcess() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc");
        ProcessorProcess processor = start("ready");
        try (processor) {
            processor.awaitReady(LONG, () -> false);
            long resident = processor.memoryBytes("VmRSS");
            assertThat(resident).isBetween(10L << 20, 1L << 30);
            assertThat(processor.memoryBytes("VmHWM")).isGreaterThanOrEqualTo(resident);
            assertThat(processor.cpuNanos()).isBetween(10_000_000L, LONG.toNanos());
            assertThatThrownBy(() -> processor.memoryBytes("VmNone"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no line VmNone in /proc/" + processor.pid());
        }
        assertThatThrownBy(processor::cpuNanos)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Long.toString(processor.pid()));
    }

    @Test
    void aProcessorThatExitsFailsWithTheEndOfItsLog() throws Exception {
        try (ProcessorProcess processor = start("failing")) {
            assertThatThrownBy(() -> processor.awaitReady(LONG, () -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("stream processor exited with code 3; its last log lines:\nline 11\n")
                    .hasMessageEndingWith("\nline " + FakeProcessor.LINES);
        }
    }

    @Test
    void aProcessorThatIsNotReadyInTimeFails() throws Exception {
        try (ProcessorProcess processor = start("unready")) {
            assertThatThrownBy(() -> processor.awaitReady(Duration.ofSeconds(1), () -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("stream processor is not ready after 1 s");
            assertThat(processor.isAlive()).isTrue();
        }
    }

    @Test
    void waitingCanBeCancelled() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        try (ProcessorProcess processor = start("unready")) {
            assertThatThrownBy(() -> processor.awaitReady(LONG, () -> polls.incrementAndGet() == 3))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(polls).hasValue(3);
    }

    @Test
    void theOutputIsAppendedToTheLog() throws Exception {
        Files.writeString(directory.resolve("log"), "before\n");
        try (ProcessorProcess processor = start("ready")) {
            processor.awaitReady(LONG, () -> false);
            assertThat(processor.logEnd()).isEqualTo("before\nmodel model1");
        }
    }

    @Test
    void aLogThatCannotBeReadIsExplained() throws Exception {
        try (ProcessorProcess processor = start("ready")) {
            processor.awaitReady(LONG, () -> false);
            Files.delete(directory.resolve("log"));
            assertThat(processor.logEnd()).startsWith("(cannot read the log: ").contains("NoSuchFileException");
        }
    }
}
