package io.pawstream.integration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test needs and that not every machine has. Without it the test is skipped, and
 * {@code ./pawstream test} lists it at the end; where everything has to run, the environment variable
 * {@value #REQUIRE_ALL} is 1 and the test fails.
 */
final class RequiredTool {

    static final String REQUIRE_ALL = "PAWSTREAM_REQUIRE_ALL";
    private static final Path MISSING =
            Path.of(System.getProperty("pawstream.home", ".."), "target", "missing-tools.txt");

    private RequiredTool() {}

    /** Returns if the command is on the path; skips or fails the test if not. */
    static void require(String command, String installCommand) throws IOException {
        if (isOnPath(command)) {
            return;
        }
        String message = "there is no " + command + " here; \"" + installCommand + "\" installs it";
        if ("1".equals(System.getenv(REQUIRE_ALL))) {
            Assertions.fail(message + ", and " + REQUIRE_ALL + "=1 asks for every test to run");
        }
        Files.createDirectories(MISSING.getParent());
        Files.write(
                MISSING,
                List.of(command + ": " + installCommand),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Assumptions.abort(message);
    }

    private static boolean isOnPath(String command) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> new File(folder, command))
                .anyMatch(file -> file.isFile() && file.canExecute());
    }
}
