package io.pawstream.integration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test needs and that is not installed everywhere. Without it the test is skipped, and
 * {@code ./pawstream test} lists the program at the end. If the environment variable {@value #REQUIRE_ALL} is 1, the test
 * fails instead.
 */
final class RequiredTool {

    private static final String REQUIRE_ALL = "PAWSTREAM_REQUIRE_ALL";
    private static final String NO_CONTAINERS = "PAWSTREAM_NO_CONTAINERS";
    private static final Path MISSING =
            Path.of(System.getProperty("pawstream.home", ".."), "target", "missing-tools.txt");

    private RequiredTool() {}

    /** Returns the command on the {@code PATH}; without it, skips or fails the test. */
    static Path require(String command, String installCommand) throws IOException {
        Optional<Path> found = find(command);
        if (found.isPresent()) {
            return found.get();
        }
        return missing(command, "not found; install it", installCommand);
    }

    private static Path missing(String command, String failure, String remedy) throws IOException {
        String message = command + " " + failure + " with \"" + remedy + "\"";
        if ("1".equals(System.getenv(REQUIRE_ALL))) {
            Assertions.fail(message + "; " + REQUIRE_ALL + "=1 requires all tests to run");
        }
        Files.createDirectories(MISSING.getParent());
        Files.write(MISSING, List.of(command + ": " + remedy), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Assumptions.abort(message);
    }

    /**
     * Skips or fails the test without Docker and Compose. If the environment variable {@value #NO_CONTAINERS} has a
     * reason why no container can run here, the test is skipped.
     */
    static void requireContainerEngine() throws IOException, InterruptedException {
        String reason = System.getenv().getOrDefault(NO_CONTAINERS, "");
        Assumptions.assumeTrue(reason.isEmpty(), reason);
        require("docker", "apt-get install -y docker.io");
        require("docker-compose", "apt-get install -y docker-compose");
        require("debootstrap", "apt-get install -y debootstrap");
        Process info = new ProcessBuilder("docker", "info")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (info.waitFor() != 0) {
            missing("docker info", "failed; start the daemon", "dockerd");
        }
    }

    private static Optional<Path> find(String command) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
