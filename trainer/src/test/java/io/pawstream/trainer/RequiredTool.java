package io.pawstream.trainer;

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
 * A program that a test needs and that not every machine has, as in the tests of {@code quickstart}. Without it the test
 * is skipped, and {@code ./pawstream test} lists it at the end; where everything has to run, the environment variable
 * {@value #REQUIRE_ALL} is 1 and the test fails.
 */
public final class RequiredTool {

    private static final String REQUIRE_ALL = "PAWSTREAM_REQUIRE_ALL";
    private static final Path MISSING =
            Path.of(System.getProperty("pawstream.home", ".."), "target", "missing-tools.txt");

    private RequiredTool() {}

    /** Returns where the command is on the path; skips or fails the test if it is not there. */
    public static Path require(String command, String installCommand) throws IOException {
        String path = System.getenv().getOrDefault("PATH", "");
        var found = Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isPresent()) {
            return found.get();
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
        return Assumptions.abort(message);
    }
}
