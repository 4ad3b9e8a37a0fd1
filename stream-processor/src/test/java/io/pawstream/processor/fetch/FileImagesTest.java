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

class FileImagesTest {

    private static final int MAX_BYTES = 10;

    @TempDir
    private Path folder;

    private Path root;
    private FileImages images;

    @BeforeEach
    void writeFiles() throws IOException {
        root = Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(root.resolve("cats"));
        Files.writeString(root.resolve("cats/one cat.jpg"), "0123456789");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        images = new FileImages(root, MAX_BYTES);
    }

    @Test
    void readsAFileBelowTheFolder() throws Exception {
        assertThat(read(root + "/cats/one%20cat.jpg")).isEqualTo("0123456789");
        assertThat(read("//" + root + "/cats/../cats/one%20cat.jpg")).isEqualTo("0123456789");
    }

    @Test
    void readsThroughALinkThatStaysBelowTheFolder() throws Exception {
        Files.createSymbolicLink(root.resolve("dogs"), root.resolve("cats"));
        assertThat(read(root + "/dogs/one%20cat.jpg")).isEqualTo("0123456789");
    }

    @Test
    void theFolderMayBeNamedByALinkOrByItsRealPath() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);
        images = new FileImages(link, MAX_BYTES);
        assertThat(read(link + "/cats/one%20cat.jpg")).isEqualTo("0123456789");
        assertThat(read(root.toRealPath() + "/cats/one%20cat.jpg")).isEqualTo("0123456789");
    }

    @Test
    void noWayLeadsOutOfTheFolder() throws IOException {
        Files.createSymbolicLink(root.resolve("link.jpg"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("up"), folder);
        Files.writeString(Files.createDirectory(folder.resolve("images2")).resolve("a.jpg"), "a");
        assertRefused(REFERENCE_NOT_ALLOWED, root + "/../secret.txt");
        assertRefused(REFERENCE_NOT_ALLOWED, root + "/%2e%2e/secret.txt");
        assertRefused(REFERENCE_NOT_ALLOWED, root + "/..%2fsecret.txt");
        assertRefused(REFERENCE_NOT_ALLOWED, root + "/link.jpg");
        assertRefused(REFERENCE_NOT_ALLOWED, root + "/up/secret.txt");
        assertRefused(REFERENCE_NOT_ALLOWED, folder + "/images2/a.jpg");
        assertRefused(REFERENCE_NOT_ALLOWED, folder + "/not-there-and-nobody-may-know.jpg");
        assertRefused(REFERENCE_NOT_ALLOWED, "/etc/passwd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat.jpg", "//host/cat.jpg", "/cat.jpg?x", "/cat.jpg#x", "/cat%00.jpg"})
    void whatIsNoPathIsRefused(String address) {
        assertRefused(REFERENCE_NOT_ALLOWED, address);
    }

    @Test
    void onlyRegularFilesAreRead() throws Exception {
        assertRefused(REFERENCE_NOT_ALLOWED, root.toString());
        assertRefused(REFERENCE_NOT_ALLOWED, root + "/cats");
        if (new ProcessBuilder("mkfifo", root + "/pipe").start().waitFor() == 0) {
            assertRefused(REFERENCE_NOT_ALLOWED, root + "/pipe");
        }
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        assertRefused(REFERENCE_NOT_FOUND, root + "/no.jpg");
        assertRefused(REFERENCE_NOT_FOUND, root + "/cats/one%20cat.jpg/no.jpg");
        assertRefused(REFERENCE_NOT_FOUND, root + "/loop");
        assertRefused(REFERENCE_NOT_FOUND, root + "/" + "x".repeat(300));
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        Files.writeString(root.resolve("large.jpg"), "01234567890");
        assertRefused(TOO_MANY_BYTES, root + "/large.jpg");
    }

    @Test
    void aFolderThatIsGoneIsNoFaultOfTheImage() throws IOException {
        Files.move(root, folder.resolve("elsewhere"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(root + "/cats/one%20cat.jpg"))
                .withMessage("the folder of referenced files is not there");
    }

    @Test
    void aFolderThatWasNeverThereIsNamed() {
        Path none = folder.resolve("none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileImages(none, MAX_BYTES))
                .withMessage("pawstream.references.file-root is \"" + none + "\"; it must be a folder");
    }

    private String read(String path) throws FetchRejectedException, IOException {
        return new String(images.read(URI.create("file:" + path), 0), UTF_8);
    }

    private void assertRefused(RejectionReason reason, String path) {
        assertThatExceptionOfType(FetchRejectedException.class)
                .as(path)
                .isThrownBy(() -> read(path))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
