package io.pawstream.onnx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.onnx.download.PublishedArchive;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SourceOptionTest {

    private final String home = System.getProperty("user.home");

    @TempDir
    private Path directory;

    @BeforeEach
    void setHome() {
        System.setProperty("user.home", directory.toString());
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    private static SourceOption parse(String data) {
        return CommandLine.populateCommand(new SourceOption(), "--data", data);
    }

    @ParameterizedTest
    @CsvSource({
        "drawn, drawn",
        "photos.zip, photos.zip",
        "/data/pets/photos.zip, photos.zip",
        "../pets/, pets",
        "published, kagglecatsanddogs_5340.zip",
    })
    void theNameOnCardsIsTheLastPartOfThePath(String data, String name) {
        assertThat(parse(data).name()).isEqualTo(name);
        assertThat(parse(data)).hasToString(data);
    }

    @Test
    void drawnImagesDependOnTheSeed() throws IOException {
        try (ImageSource first = parse("drawn").open(1);
                ImageSource other = parse("drawn").open(2)) {
            assertThat(first.isEndless()).isTrue();
            assertThat(first.get(0).read()).isNotEqualTo(other.get(0).read());
        }
    }

    @Test
    void thePublishedArchiveIsReadFromTheCache() throws IOException {
        Path cache = Files.createDirectories(directory.resolve(".cache/pawstream"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(cache.resolve(PublishedArchive.NAME)))) {
            zip.putNextEntry(new ZipEntry("PetImages/Cat/1.jpg"));
        }
        try (ImageSource source = parse("published").open(1)) {
            assertThat(source.get(0).name()).isEqualTo("PetImages/Cat/1.jpg");
            assertThat(source.get(0).label()).hasValue("Cat");
        }
    }

    @Test
    void anArchiveThatIsNotCachedIsExplained() {
        assertThatThrownBy(() -> parse("published").open(1))
                .isInstanceOf(IOException.class)
                .hasMessage("published archive not found: "
                        + directory.resolve(".cache/pawstream").resolve(PublishedArchive.NAME)
                        + "; download it with ./pawstream data download, or pass another path");
    }

    @Test
    void theOptionIsRequired() {
        assertThatThrownBy(() -> CommandLine.populateCommand(new SourceOption()))
                .isInstanceOf(CommandLine.MissingParameterException.class)
                .hasMessageContaining("--data");
    }
}
