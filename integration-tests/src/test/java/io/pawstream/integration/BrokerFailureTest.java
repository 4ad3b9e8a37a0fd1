package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.Leftovers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker of a command fails, or the command is killed. */
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
            Leftovers.delete(data);
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
    void aKilledDemoLeavesNoProcessor() throws Exception {
        int port = EmbeddedBroker.freePort();
        Process demo = demo(port, directory, directory.resolve("errors"));
        awaitLivePage(demo);
        demo.destroyForcibly().waitFor();
        awaitFree(port);
    }

    private static Process demo(int port, Path files, Path errors) throws IOException {
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
                .redirectError(errors.toFile())
                .start();
    }

    /** Reads the output of the demo up to the line that it prints once the processor is ready, and discards the rest. */
    private static void awaitLivePage(Process demo) throws IOException {
        BufferedReader lines = demo.inputReader();
        String line = lines.readLine();
        while (line != null && !line.startsWith("live page")) {
            line = lines.readLine();
        }
        assertThat(line).as("the demo has started").isNotNull();
        Thread rest = new Thread(() -> lines.lines().forEach(each -> {}));
        rest.setDaemon(true);
        rest.start();
    }

    private static void awaitFree(int port) throws InterruptedException {
        while (!isFree(port)) {
            Thread.sleep(100);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
