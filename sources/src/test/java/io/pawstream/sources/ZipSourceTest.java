package io.pawstream.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ZipSourceTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheArchive() {
        file = directory.resolve("photos.zip");
    }

    @Test
    void readsTheLayoutOfThePublishedArchive() throws IOException {
        zip("PetImages/", "PetImages/Dog/10.jpg", "PetImages/Cat/9.jpg", "PetImages/Cat/Thumbs.db", "readme.txt");
        try (ImageSource source = ImageSource.open(file.toString(), 1)) {
            assertThat(IntStream.range(0, source.size())
                            .mapToObj(i -> source.get(i).name()))
                    .containsExactly(
                            "PetImages/Cat/9.jpg", "PetImages/Cat/Thumbs.db", "PetImages/Dog/10.jpg", "readme.txt");
            assertThat(source.emptyFolders()).isEmpty();
            assertThat(source.get(0).label()).contains("Cat");
            assertThat(source.get(2).label()).contains("Dog");
            assertThat(source.get(3).label()).isEmpty();
            assertThat(source.get(2).read()).asString().isEqualTo("PetImages/Dog/10.jpg");
        }
    }

    @Test
    void namesFoldersWithoutFiles() throws IOException {
        zip("flowers/", "flowers/rose/", "flowers/rose/1.jpg", "flowers/tulip/", "__MACOSX/flowers/");
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.emptyFolders()).containsExactly("flowers/tulip");
        }
    }

    @Test
    void anImageInAnArchiveHasNoAddress() throws IOException {
        zip("Cat/1.jpg");
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.get(0).address()).isEmpty();
        }
    }

    @Test
    void skipsFilesThatMacOsAdds() throws IOException {
        zip("Cat/1.jpg", "__MACOSX/Cat/._1.jpg", "Cat/.DS_Store");
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.size()).isEqualTo(1);
        }
    }

    @Test
    void severalThreadsReadConcurrently() throws IOException {
        List<String> names =
                IntStream.range(1000, 1300).mapToObj(i -> "Cat/" + i + ".jpg").toList();
        zip(names.toArray(String[]::new));
        try (ImageSource source = new ZipSource(file)) {
            assertThat(IntStream.range(0, 300).parallel().mapToObj(i -> text(source.get(i))))
                    .containsExactlyElementsOf(names);
        }
    }

    @Test
    void failsOnAFileThatIsNotAnArchive() throws IOException {
        Files.writeString(file, "not a zip");
        assertThatThrownBy(() -> ImageSource.open(file.toString(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " is not a zip archive");
    }

    @Test
    void failsOnAnArchiveWithoutFiles() throws IOException {
        zip("PetImages/", "PetImages/Cat/");
        assertThatThrownBy(() -> new ZipSource(file))
                .isInstanceOf(IOException.class)
                .hasMessage("zip archive " + file + " contains no files");
    }

    @Test
    void failsOnAMissingArchive() {
        assertThatThrownBy(() -> new ZipSource(file))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + file + ": file not found");
    }

    @Test
    void namesTheImageThatIsReadAfterClose() throws IOException {
        zip("Cat/1.jpg");
        ImageSource source = new ZipSource(file);
        source.close();
        assertThatThrownBy(() -> source.get(0).read())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read Cat/1.jpg: the archive is closed");
    }

    @Test
    void failsOnAnEntryThatExceedsTheSizeLimit() throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("Cat/bomb.jpg"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 65; i++) {
                out.write(zeros);
            }
        }
        try (ImageSource source = new ZipSource(file)) {
            assertThatThrownBy(() -> source.get(0).read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Cat/bomb.jpg")
                    .hasMessageContaining("limit of 67108864 bytes");
        }
    }

    /** Writes an archive with these entries; each file contains its own name. */
    private void zip(String... names) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    out.write(name.getBytes(StandardCharsets.UTF_8));
                }
                out.closeEntry();
            }
        }
    }

    private static String text(SourceImage image) {
        try {
            return new String(image.read(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
