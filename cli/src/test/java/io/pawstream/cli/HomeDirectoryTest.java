package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HomeDirectoryTest {

    private final String before = System.getProperty("pawstream.home");

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty("pawstream.home");
        } else {
            System.setProperty("pawstream.home", before);
        }
    }

    @Test
    void aDefaultPathIsInTheProjectOrElseInTheCurrentDirectory() {
        System.setProperty("pawstream.home", "/opt/pawstream");
        assertThat(HomeDirectory.resolve("models")).isEqualTo(Path.of("/opt/pawstream/models"));
        System.clearProperty("pawstream.home");
        assertThat(HomeDirectory.resolve("models")).isEqualTo(Path.of("models"));
    }
}
