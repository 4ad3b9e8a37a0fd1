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
    private static final Path MISSING =
            Path.of(System.getProperty("pawstream.home", ".."), "target", "missing-tools.txt");

    private RequiredTool() {}

    /** Returns the command on the {@code PATH}; without it, skips or fails the test. */
    static Path require(String command, String installCommand) throws IOException {
        Optional<Path> found = find(command);
        if (found.isPresent()) {
            return found.get();
        }
        String message = command + " not found; install it with \"" + installCommand + "\"";
        if ("1".equals(System.getenv(REQUIRE_ALL))) {
            Assertions.fail(message + "; " + REQUIRE_ALL + "=1 requires all tests to run");
        }
        Files.createDirectories(MISSING.getParent());
        Files.write(
                MISSING,
                List.of(command + ": " + installCommand),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return Assumptions.abort(message);
    }

    private static Optional<Path> find(String command) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
