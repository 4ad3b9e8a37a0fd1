package io.pawstream.benchmark.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesOfCodeTest {

    @TempDir
    private Path directory;

    @Test
    void blankLinesAndCommentsDoNotCount() throws Exception {
        assertThat(count("A.java", """
                        /** One line. */
                        class A {
                            // comment

                            /*
                             * Several
                             * lines.
                             */
                            int a; // counts
                        }
                        """)).isEqualTo(3);
    }

    @Test
    void docstringsDoNotCount() throws Exception {
        assertThat(count("a.py", """
                        \"""A module.\"""
                        # comment
                        def a():
                            \"""Several
                            lines.
                            \"""
                            return "#"
                        """)).isEqualTo(2);
    }

    @Test
    void theFilesOfADirectoryAreAdded() throws Exception {
        count("a.mjs", "// comment\nawait a();\n");
        count("b.java", "class B {}\n");
        assertThat(LinesOfCode.count(directory)).isEqualTo(2);
    }

    private int count(String name, String text) throws IOException {
        return LinesOfCode.count(Files.writeString(directory.resolve(name), text));
    }
}
