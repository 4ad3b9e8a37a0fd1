package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.testkit.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker or the processor of a command fails, or the command is killed. */
@Tag("slow")
@Timeout(300)
class BrokerFailureTest {

    @TempDir
    private Path directory;

    @Test
    void aFailedBrokerEndsTheDemoWithOneLineAndLeavesNothing() throws Exception {
        int port = EmbeddedBroker.freePort();
        Path errors = directory.resolve("errors");
        Path files = Files.createDirectory(directory.resolve("tmp"));
        Process demo = demo(port, files, errors);
        awaitLivePage(demo);
        try (Stream<Path> paths = Files.list(files)) {
            Path data = paths.filter(path -> path.getFileName().toString().startsWith("pawstream-kafka-"))
                    .findFirst()
                    .orElseThrow();
            // At once, as deleting file by file fails when the broker creates another meanwhile.
            Files.move(data, directory.resolve("deleted"));
        }
        assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(errors))
                .singleElement()
                .asString()
                .startsWith("the Kafka broker has failed: its data directory ")
                .endsWith(" was deleted");
        assertThat(files).isEmptyDirectory();
        awaitFree(port);
    }

    @Test
    void aKilledProcessorEndsTheDemo() throws Exception {
        int port = EmbeddedBroker.freePort();
        Path errors = directory.resolve("errors");
        Process demo = demo(port, Files.createDirectory(directory.resolve("tmp")), errors);
        awaitLivePage(demo);
        demo.descendants().forEach(ProcessHandle::destroyForcibly);
        assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(1);
        assertThat(errors).hasContent("the stream processor has exited with code 137");
        awaitFree(port);
    }

    @Test
    void aKilledDemoLeavesNoProcessor() throws Exception {
        int port = EmbeddedBroker.freePort();
        Process demo = demo(port, directory, directory.resolve("errors"));
        awaitLivePage(demo);
        demo.destroyForcibly().waitFor();
        awaitFree(port);
    }

    private Process demo(int port, Path files, Path errors) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + files,
                        "-Dpawstream.home=" + Pipeline.HOME,
                        "-jar",
                        Pipeline.HOME
                                .resolve("quickstart/target/quickstart.jar")
                                .toString(),
                        "demo",
                        "--no-open",
                        "--port",
                        Integer.toString(port)))
                .redirectOutput(output().toFile())
                .redirectError(errors.toFile())
                .start();
    }

    /** Waits for the line that the demo prints once the processor is ready. */
    private void awaitLivePage(Process demo) throws Exception {
        while (!Files.readString(output()).contains("live page")) {
            assertThat(demo.isAlive()).as("the demo starts").isTrue();
            Thread.sleep(100);
        }
    }

    private Path output() {
        return directory.resolve("output");
    }

    private static void awaitFree(int port) throws InterruptedException {
        while (!EmbeddedBroker.isFree(port)) {
            Thread.sleep(100);
        }
    }
}
