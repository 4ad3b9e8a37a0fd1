package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command as a process of its own.
 *
 * @param process the process
 * @param output file with what it prints
 */
record CommandProcess(Process process, Path output) {

    /** A command of the module {@code producer}. */
    static CommandProcess start(String... arguments) throws IOException {
        return start(jar(), List.of(arguments));
    }

    /** A command of the stream processor. */
    static CommandProcess startProcessor(String... arguments) throws IOException {
        return start(Pipeline.HOME.resolve("stream-processor/target/quarkus-app/quarkus-run.jar"), List.of(arguments));
    }

    private static CommandProcess start(Path jar, List<String> arguments) throws IOException {
        Path output = Files.createTempFile("pawstream-command-", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // It ends before the second compiler has done any good.
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

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Pipeline.HOME.resolve("producer/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("producer-.+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the producer is not built; run ./mvnw package"));
        }
    }

    /** Waits for its end, checks its exit code, and gives what it has printed. */
    String end(int exitCode) throws IOException, InterruptedException {
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String printed = Files.readString(output);
        Files.delete(output);
        assertThat(ended).as("ended, having printed %s", printed).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(exitCode);
        return printed;
    }
}
