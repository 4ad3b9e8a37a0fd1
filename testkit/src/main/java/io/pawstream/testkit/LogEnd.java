package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for error messages. */
public final class LogEnd {

    /** Maximum number of lines. */
    public static final int LINES = 20;

    private LogEnd() {}

    /**
     * Reads the end of a log.
     *
     * @param log the file
     * @return at most {@link #LINES} lines, or the reason why the log cannot be read
     */
    public static String of(Path log) {
        try {
            // Tolerates bytes that are not UTF-8.
            List<String> lines =
                    new String(Files.readAllBytes(log), UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "(cannot read the log: " + e + ")";
        }
    }
}
