package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassSharingTest {

    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private Path jar;
    private Path archive;

    @BeforeEach
    void build() throws Exception {
        archive = ClassSharing.archive(home);
        Files.createDirectories(archive.getParent());
        jar = write(home.resolve("processor.jar"), BUILT);
    }

    @AfterEach
    void withdrawRequest() {
        System.clearProperty(ClassSharing.REQUEST);
    }

    private static Path write(Path file, Instant time) throws Exception {
        Files.writeString(file, "content");
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    @Test
    void anArchiveOfTheCurrentJarIsUsed() throws Exception {
        write(archive, BUILT.plusSeconds(1));
        assertThat(ClassSharing.options(home, jar)).contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void anArchiveOfAnEarlierJarIsNotUsed() throws Exception {
        write(archive, BUILT.minusSeconds(1));
        assertThat(ClassSharing.options(home, jar)).isEmpty();
    }

    @Test
    void aMissingArchiveIsWrittenOnlyByProgramsThatWriteTheirOwn() {
        assertThat(ClassSharing.options(home, jar)).isEmpty();
        System.setProperty(ClassSharing.REQUEST, "quickstart.jsa");
        assertThat(ClassSharing.options(home, jar))
                .contains("-XX:+RecordDynamicDumpInfo", "-Dclass-archive=" + archive);
    }
}
