package io.pawstream.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderSourceTest {

    @TempDir
    private Path directory;

    @Test
    void sortedByNameWithTheLabelOfTheFolder() throws IOException {
        write("Dog/1.jpg", "Cat/2.jpg", "Cat/1.jpg", "other/1.jpg");
        ImageSource source = new FolderSource(directory);
        String own = directory.getFileName() + "/";
        assertThat(names(source))
                .containsExactly(own + "Cat/1.jpg", own + "Cat/2.jpg", own + "Dog/1.jpg", own + "other/1.jpg");
        assertThat(source.get(0).label()).contains("Cat");
        assertThat(source.get(2).label()).contains("Dog");
        assertThat(source.get(3).label()).contains("other");
        assertThat(source.get(2).read()).asString().isEqualTo("Dog/1.jpg");
    }

    @Test
    void theNameOfTheFolderItselfIsALabelToo() throws IOException {
        write("cats/1.jpg");
        SourceImage image = new FolderSource(directory.resolve("cats")).get(0);
        assertThat(image.name()).isEqualTo("cats/1.jpg");
        assertThat(image.label()).contains("cats");
    }

    @Test
    void theAddressOfAnImageIsItsFile() throws IOException {
        write("Cat/my cat.jpg");
        SourceImage image = new FolderSource(directory).get(0);
        assertThat(image.address().map(Path::of))
                .hasValue(directory.toRealPath().resolve("Cat/my cat.jpg"));
    }

    @Test
    void namesFoldersWithoutFiles() throws IOException {
        write("Dog/1.jpg", "deep/er/1.jpg");
        Files.createDirectories(directory.resolve("Cat/young"));
        Files.createDirectories(directory.resolve(".hidden"));
        String own = directory.getFileName() + "/";
        assertThat(new FolderSource(directory).emptyFolders()).containsExactly(own + "Cat", own + "Cat/young");
    }

    @Test
    void skipsHiddenFiles() throws IOException {
        write("a.jpg", ".hidden.jpg", ".git/b.jpg");
        assertThat(new FolderSource(directory).size()).isEqualTo(1);
    }

    @Test
    void followsALinkToTheFolderItself() throws IOException {
        write("real/a.jpg");
        Path link = Files.createSymbolicLink(directory.resolve("cat"), directory.resolve("real"));
        assertThat(names(new FolderSource(link))).containsExactly("cat/a.jpg");
    }

    @Test
    void namesTheLinksThatItDoesNotFollow() throws IOException {
        write("own/1.jpg", "far/a/1.jpg", "far/b/1.jpg");
        Files.createSymbolicLink(directory.resolve("own/Cat"), directory.resolve("far/a"));
        Files.createSymbolicLink(directory.resolve("own/Dog"), directory.resolve("far/b"));
        Files.createSymbolicLink(directory.resolve("own/file.jpg"), directory.resolve("far/a/1.jpg"));
        ImageSource source = new FolderSource(directory.resolve("own"));
        assertThat(names(source)).containsExactly("own/1.jpg", "own/file.jpg");
        assertThat(source.warning().orElseThrow())
                .startsWith("did not follow 2 links: ")
                .contains("Cat", "Dog")
                .endsWith("; to use its images, pass the target of a link, or copy it");
        assertThat(new FolderSource(directory.resolve("far")).warning()).isEmpty();
    }

    @Test
    void aFolderOfLinksIsNotJustEmpty() throws IOException {
        write("far/1.jpg", "own/.hidden");
        for (int i = 0; i < 5; i++) {
            Files.createSymbolicLink(directory.resolve("own/link" + i), directory.resolve("far"));
        }
        assertThatThrownBy(() -> new FolderSource(directory.resolve("own")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("contains no files; did not follow 5 links: ")
                .hasMessageContaining(", ...; to use its images");
    }

    @Test
    void knowsTheSizeOfAFile() throws IOException {
        write("a.jpg");
        assertThat(new FolderSource(directory).get(0).bytes()).isEqualTo("a.jpg".length());
    }

    @Test
    void failsOnAnEmptyFolder() {
        assertThatThrownBy(() -> new FolderSource(directory))
                .isInstanceOf(IOException.class)
                .hasMessage("directory " + directory + " contains no files");
    }

    @Test
    void failsOnAFolderThatCannotBeListed() throws IOException {
        write("locked/a.jpg");
        Path locked = directory.resolve("locked");
        assumeThat(locked.toFile().setReadable(false)).isTrue();
        // Root can read everything.
        assumeThat(Files.isReadable(locked)).isFalse();
        assertThatThrownBy(() -> new FolderSource(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot read directory")
                .hasMessageContaining("access denied");
    }

    @Test
    void namesAnImageThatWasDeleted() throws IOException {
        write("a.jpg");
        ImageSource source = new FolderSource(directory);
        Files.delete(directory.resolve("a.jpg"));
        assertThatThrownBy(() -> source.get(0).read())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + directory.getFileName() + "/a.jpg: file not found");
    }

    @Test
    void opensFoldersAndDrawnImagesByName() throws IOException {
        write("a.jpg");
        try (ImageSource source = ImageSource.open(directory.toString(), 1)) {
            assertThat(source).isInstanceOf(FolderSource.class);
        }
        try (ImageSource source = ImageSource.open("drawn", 1)) {
            assertThat(source).isInstanceOf(DrawnSource.class);
        }
        assertThatThrownBy(() -> ImageSource.open(directory.resolve("none").toString(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it must be a directory, a zip file or \"drawn\"");
        assertThatThrownBy(() -> ImageSource.open("a\0b", 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no images at");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private static List<String> names(ImageSource source) {
        return IntStream.range(0, source.size())
                .mapToObj(i -> source.get(i).name())
                .toList();
    }
}
