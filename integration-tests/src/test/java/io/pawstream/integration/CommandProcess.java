package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs in a process of its own.
 *
 * @param process the process
 * @param output file with its output
 */
record CommandProcess(Process process, Path output) {

    /** Starts a command of the module {@code producer}. */
    static CommandProcess start(String... arguments) throws IOException {
        return start(Pipeline.HOME.resolve("producer/target/producer.jar"), List.of(arguments));
    }

    /** Starts a command of the stream processor. */
    static CommandProcess startProcessor(String... arguments) throws IOException {
        return start(Pipeline.HOME.resolve("stream-processor/target/quarkus-app/quarkus-run.jar"), List.of(arguments));
    }

    private static CommandProcess start(Path jar, List<String> arguments) throws IOException {
        assertThat(jar).as("built by ./mvnw package").isRegularFile();
        Path output = Files.createTempFile("pawstream-command-", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // A short command does not profit from the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        return new CommandProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** Waits until the process exits, checks its exit code, and returns its output. */
    String awaitExit(int exitCode) throws IOException, InterruptedException {
        boolean exited = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String printed = Files.readString(output);
        Files.delete(output);
        assertThat(exited).as("exited; its output is %s", printed).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(exitCode);
        return printed;
    }
}
