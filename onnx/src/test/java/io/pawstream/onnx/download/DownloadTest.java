package io.pawstream.onnx.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final int LENGTH = 300_000;

    @TempDir
    private Path cache;

    private final byte[] content = new byte[LENGTH];
    private final List<Long> received = new ArrayList<>();
    private FileServer server;
    private PublishedFile file;
    private Path part;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(content);
        Path sample = Files.write(cache.resolve("sample"), content);
        server = new FileServer(content);
        URI address = server.address();
        PublishedFile unchecked = new PublishedFile("photos.zip", address, "SHA-256", "");
        file = new PublishedFile("photos.zip", address, "SHA-256", unchecked.checksumOf(sample));
        Files.delete(sample);
        part = cache.resolve("photos.zip.part");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path get() throws IOException {
        return new Download(cache, (bytes, total) -> {
                    assertThat(total).isEqualTo(LENGTH);
                    received.add(bytes);
                })
                .get(file);
    }

    private void assertFails(String... messages) {
        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessageContainingAll(messages);
    }

    private void assertOnlyTheFileIsLeft() throws IOException {
        try (var files = Files.list(cache)) {
            assertThat(files).containsExactly(cache.resolve("photos.zip"));
        }
    }

    @Test
    void anInterruptedDownloadIsResumed() throws IOException {
        server.cutAfter(200_000);
        assertFails("cannot download " + file.address(), "of 300000 bytes; run the command again to resume");
        long here = Files.size(part);
        assertThat(here).isPositive().isLessThanOrEqualTo(200_000);

        server.cutAfter(Integer.MAX_VALUE);
        received.clear();
        assertThat(get()).isEqualTo(cache.resolve("photos.zip")).hasBinaryContent(content);
        assertThat(server.ranges()).containsExactly("", "bytes=" + here + "-");
        assertThat(received.get(0)).as("bytes of both tries are counted").isGreaterThan(here);
        assertThat(received.get(received.size() - 1)).isEqualTo(LENGTH);
        assertOnlyTheFileIsLeft();
    }

    @Test
    @Timeout(60)
    void anIdleConnectionTimesOut() throws IOException {
        server.stallAfter(200_000);
        assertThatThrownBy(() -> new Download(cache, (bytes, total) -> {}, Duration.ofMillis(300)).get(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of 300000 bytes; run the command again to resume");
        assertThat(Files.size(part)).isPositive();
    }

    @Test
    void aServerThatIgnoresRangesSendsTheWholeFile() throws IOException {
        Files.write(part, new byte[200_000]);
        server.ignoreRanges();
        assertThat(get()).hasBinaryContent(content);
        assertThat(server.ranges()).containsExactly("bytes=200000-");
        assertOnlyTheFileIsLeft();
    }

    @Test
    void aReplacedFileIsNotMixedWithTheOldOne() throws IOException {
        byte[] old = new byte[LENGTH];
        server.replace(old, "\"0\"");
        server.cutAfter(100_000);
        assertFails("connection lost");
        server.replace(content, "\"1\"");
        server.cutAfter(Integer.MAX_VALUE);
        assertThat(get()).hasBinaryContent(content);
    }

    @Test
    void aPartialFileThatIsTooLongIsDropped() throws IOException {
        Files.write(part, new byte[LENGTH + 1]);
        assertThat(get()).hasBinaryContent(content);
        assertThat(server.ranges()).containsExactly("bytes=300001-", "");
    }

    @Test
    void aPartialFileThatIsCompleteIsNotDownloadedAgain() throws IOException {
        Files.write(part, content);
        assertThat(get()).hasBinaryContent(content);
        assertThat(server.ranges()).containsExactly("bytes=300000-");
        assertThat(received).isEmpty();
    }

    @Test
    void aCachedFileIsNotRequested() throws IOException {
        Files.write(cache.resolve("photos.zip"), content);
        assertThat(get()).hasBinaryContent(content);
        assertThat(server.ranges()).isEmpty();
    }

    @Test
    void aWrongChecksumIsReportedAndTheDamagedFileDeleted() throws IOException {
        Files.write(part, new byte[100_000]);
        assertFails(file.address() + " has SHA-256 ", "expected " + file.checksum(), "is deleted");
        assertThat(cache).isEmptyDirectory();
        assertThat(get()).as("the next attempt starts over").hasBinaryContent(content);
    }

    @Test
    void aFailedConnectionKeepsThePartialFile() throws IOException {
        Files.write(part, new byte[100_000]);
        server.close();
        assertFails("cannot download " + file.address(), "cannot connect to localhost");
        assertThat(part).hasSize(100_000);
    }

    @Test
    void aFullDiskIsReported() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        Files.createSymbolicLink(part, full);
        assertFails("cannot write " + part + ": No space left on device");
    }

    @Test
    void aCacheThatIsNotADirectoryIsNamed() throws IOException {
        Path noDirectory = Files.writeString(cache.resolve("file"), "text");
        assertThatThrownBy(() -> new Download(noDirectory, (bytes, total) -> {}).get(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write to directory " + noDirectory);
    }

    @Test
    void twoDownloadsOfOneFileDoNotMix() throws IOException {
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            assertFails("another download is writing " + part);
        }
        assertThat(get()).hasBinaryContent(content);
    }

    @Test
    void addressAndChecksumOfTheArchiveAreThePublishedOnes() {
        PublishedFile archive = PublishedArchive.at(PublishedArchive.ADDRESS);
        assertThat(archive.address())
                .hasToString("https://download.microsoft.com/download/3/E/1/"
                        + "3E1C3F21-ECDB-4869-8368-6DEBA77B919F/kagglecatsanddogs_5340.zip");
        assertThat(archive.checksum()).isEqualTo("b7974bd00a84a99921f36ee4403f089853777b5ae8d151c76a86e64900334af9");
    }
}
