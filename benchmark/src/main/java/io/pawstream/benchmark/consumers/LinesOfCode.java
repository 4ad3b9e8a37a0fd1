package io.pawstream.benchmark.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Counts lines of code in Java, JavaScript and Python, without blank lines, comments and docstrings. */
final class LinesOfCode {

    private static final String DOCSTRING = "\"\"\"";

    private LinesOfCode() {}

    /**
     * Counts the lines of a file, or of all files in a directory.
     *
     * @param path a file or directory
     * @return number of lines
     * @throws IOException if a file cannot be read
     */
    static int count(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            int sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += file.toString().endsWith(".py")
                        ? count(Files.readAllLines(file), "#", DOCSTRING, DOCSTRING)
                        : count(Files.readAllLines(file), "//", "/*", "*/");
            }
            return sum;
        }
    }

    /**
     * Counts lines of code.
     *
     * @param lines lines of a file
     * @param comment start of a comment that ends with its line
     * @param start start of a comment of several lines, at the start of its first line
     * @param end end of such a comment, at the end of its last line
     */
    static int count(List<String> lines, String comment, String start, String end) {
        int count = 0;
        boolean inside = false;
        for (String line : lines) {
            String text = line.strip();
            if (inside) {
                inside = !text.endsWith(end);
            } else if (text.startsWith(start)) {
                inside = !text.substring(start.length()).endsWith(end);
            } else if (!text.isEmpty() && !text.startsWith(comment)) {
                count++;
            }
        }
        return count;
    }
}
