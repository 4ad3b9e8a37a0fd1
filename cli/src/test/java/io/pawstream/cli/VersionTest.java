package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VersionTest {

    /** The manifest of the jar has the version; tests run on the class files. */
    @Test
    void aDevelopmentBuildHasNoVersion() {
        assertThat(new Version().getVersion()).containsExactly("pawstream (development build)");
    }
}
