package io.pawstream.processor.fetch;

import static io.pawstream.contract.event.RejectionReason.REFERENCE_NOT_ALLOWED;
import static io.pawstream.contract.event.RejectionReason.REFERENCE_NOT_FOUND;
import static io.pawstream.contract.event.RejectionReason.TOO_MANY_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.contract.event.RejectionReason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileImageReaderTest {

    private static final int MAX_BYTES = 10;

    @TempDir
    private Path directory;

    private Path root;
    private FileImageReader reader;

    @BeforeEach
    void writeFiles() throws IOException {
        root = Files.createDirectories(directory.resolve("images"));
        Files.createDirectories(root.resolve("cats"));
        Files.writeString(root.resolve("cats/one cat.jpg"), "0123456789");
        Files.writeString(directory.resolve("secret.txt"), "secret");
        reader = new FileImageReader(root, MAX_BYTES);
    }

    @Test
    void readsAFileBelowTheDirectory() throws Exception {
        assertThat(read(root + "/cats/one%20cat.jpg")).isEqualTo("0123456789");
        assertThat(read("//" + root + "/cats/../cats/one%20cat.jpg")).isEqualTo("0123456789");
    }

    @Test
    void readsThroughALinkThatStaysBelowTheDirectory() throws Exception {
        Files.createSymbolicLink(root.resolve("dogs"), root.resolve("cats"));
        assertThat(read(root + "/dogs/one%20cat.jpg")).isEqualTo("0123456789");
    }

    @Test
    void theDirectoryMayBeNamedByALinkOrByItsRealPath() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);
        reader = new FileImageReader(link, MAX_BYTES);
        assertThat(read(link + "/cats/one%20cat.jpg")).isEqualTo("0123456789");
        assertThat(read(root.toRealPath() + "/cats/one%20cat.jpg")).isEqualTo("0123456789");
    }

    @Test
    void rejectsPathsOutsideTheDirectory() throws IOException {
        Files.createSymbolicLink(root.resolve("link.jpg"), directory.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("up"), directory);
        Files.writeString(Files.createDirectory(directory.resolve("images2")).resolve("a.jpg"), "a");
        assertRejected(REFERENCE_NOT_ALLOWED, root + "/../secret.txt");
        assertRejected(REFERENCE_NOT_ALLOWED, root + "/%2e%2e/secret.txt");
        assertRejected(REFERENCE_NOT_ALLOWED, root + "/..%2fsecret.txt");
        assertRejected(REFERENCE_NOT_ALLOWED, root + "/link.jpg");
        assertRejected(REFERENCE_NOT_ALLOWED, root + "/up/secret.txt");
        assertRejected(REFERENCE_NOT_ALLOWED, directory + "/images2/a.jpg");
        assertRejected(REFERENCE_NOT_ALLOWED, directory + "/missing.jpg");
        assertRejected(REFERENCE_NOT_ALLOWED, "/etc/passwd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat.jpg", "//host/cat.jpg", "/cat.jpg?x", "/cat.jpg#x", "/cat%00.jpg"})
    void rejectsInvalidPaths(String path) {
        assertRejected(REFERENCE_NOT_ALLOWED, path);
    }

    @Test
    void rejectsOtherThanRegularFiles() throws Exception {
        assertRejected(REFERENCE_NOT_ALLOWED, root.toString());
        assertRejected(REFERENCE_NOT_ALLOWED, root + "/cats");
        if (new ProcessBuilder("mkfifo", root + "/pipe").start().waitFor() == 0) {
            assertRejected(REFERENCE_NOT_ALLOWED, root + "/pipe");
        }
    }

    @Test
    void rejectsMissingFiles() throws IOException {
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        assertRejected(REFERENCE_NOT_FOUND, root + "/no.jpg");
        assertRejected(REFERENCE_NOT_FOUND, root + "/cats/one%20cat.jpg/no.jpg");
        assertRejected(REFERENCE_NOT_FOUND, root + "/loop");
        assertRejected(REFERENCE_NOT_FOUND, root + "/" + "x".repeat(300));
    }

    @Test
    void rejectsAFileThatIsTooLarge() throws IOException {
        Files.writeString(root.resolve("large.jpg"), "01234567890");
        assertRejected(TOO_MANY_BYTES, root + "/large.jpg");
    }

    @Test
    void aMissingDirectoryIsRetried() throws IOException {
        Files.move(root, directory.resolve("elsewhere"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(root + "/cats/one%20cat.jpg"))
                .withMessage("the root directory of referenced files is missing");
    }

    @Test
    void reportsARootThatDoesNotExist() {
        Path none = directory.resolve("none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileImageReader(none, MAX_BYTES))
                .withMessage("pawstream.references.file-root is \"" + none + "\"; it must be an existing directory");
    }

    private String read(String path) throws FetchRejectedException, IOException {
        return new String(reader.read(URI.create("file:" + path), 0), UTF_8);
    }

    private void assertRejected(RejectionReason reason, String path) {
        assertThatExceptionOfType(FetchRejectedException.class)
                .as(path)
                .isThrownBy(() -> read(path))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
