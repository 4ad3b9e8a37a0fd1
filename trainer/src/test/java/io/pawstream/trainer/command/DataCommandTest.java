package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.SourceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCommandTest {

    @TempDir
    private Path directory;

    private static void assertIsSheet(Path file, int rows, int columns) throws IOException {
        BufferedImage sheet = ImageIO.read(file.toFile());
        assertThat(sheet.getWidth()).isBetween(columns * 240, columns * 280);
        assertThat(sheet.getHeight()).isBetween(rows * 240, rows * 340);
    }

    @Test
    void withoutASubcommandItShowsThem() {
        Invocation invocation = Invocation.of("data");
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err()).contains("Usage: pawstream data", "download", "describe", "augment");
    }

    @Test
    void describeCountsAndDraws() throws IOException {
        Invocation invocation = Invocation.of(
                "data",
                "describe",
                "--data",
                "drawn",
                "--train-size",
                "40",
                "--validation-size",
                "20",
                "--test-size",
                "20",
                "--pixel-memory",
                "0",
                "--out",
                directory.toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out())
                .contains("80 images, 0 files skipped")
                .doesNotContain("warning")
                .containsPattern("images +train +validation +test\\R")
                .containsPattern("dog +\\d+ +\\d+ +\\d+\\R")
                .containsPattern("total +40 +20 +20\\R")
                .containsPattern("width +\\d+ +\\d+ +\\d+\\R")
                .containsPattern("megapixels +0\\.\\d\\d +0\\.\\d\\d +0\\.\\d\\d\\R")
                .containsPattern("baseline 0\\.[5-9]\\d{3}: accuracy of always predicting \"(cat|dog)\"");
        assertThat(invocation.err()).contains("warning: only 40 images to train on");
        assertIsSheet(directory.resolve("images.png"), 2, 3);
    }

    private Invocation describe(String data) {
        return Invocation.of("data", "describe", "--data", data, "--out", directory.resolve("report") + "");
    }

    /** Each archive has twelve cats and twelve dogs; in some, one more file or one less can be used. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cp437.zip | 25 images, 0 files skipped",
                "backslash.zip | 24 images, 0 files skipped",
                "badcrc-deflate.zip | 23 images, 1 files skipped: 1 cannot be read"
            })
    void archivesOfOtherProgramsAreRead(String archive, String summary) throws Exception {
        Invocation invocation = describe(
                Path.of(getClass().getResource("/archives/" + archive).toURI()).toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out()).contains(summary).doesNotContain("has 0 images");
        if (archive.startsWith("badcrc")) {
            assertThat(invocation.out())
                    .contains("cannot read PetImages/Cat/3.jpg: its entry in the archive is damaged: invalid distance");
        }
    }

    @Test
    void anArchiveOfKaggleIsExplained() throws Exception {
        Invocation invocation = describe(
                Path.of(getClass().getResource("/archives/flat.zip").toURI()).toString());
        assertThat(invocation.exitCode()).isOne();
        assertThat(invocation.err().strip())
                .isEqualTo("train/cat.0.jpg is in no class folder; the file names begin with 2 classes, so put each"
                        + " class into a folder of its own. In the folder train, run: mkdir cat dog && mv cat.[0-9]*"
                        + " cat/ && mv dog.[0-9]* dog/");
    }

    @Test
    void theFoldersAreTheClasses() throws IOException {
        copyDrawn("katzen", "cat", "jpg", 10);
        copyDrawn("hunde", "dog", "jpg", 10);
        copyDrawn("cats and dogs", "dog", "png", 10);
        Invocation invocation = describe(directory.toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out())
                .contains("30 images, 0 files skipped")
                .contains("splits: 24 train, 3 validation, 3 test")
                .containsPattern("\\Rcats and dogs +8 +1 +1\\Rhunde +8 +1 +1\\Rkatzen +8 +1 +1\\Rtotal +24 +3 +3\\R");
        assertIsSheet(directory.resolve("report/images.png"), 3, 3);
    }

    @Test
    void filesThatAreNotJfifNeedAnotherOptionOnlyInTheArchive() throws IOException {
        copyDrawn("PetImages/Cat", "cat", "png", 4);
        copyDrawn("PetImages/Dog", "dog", "png", 4);
        Invocation invocation = describe(directory.toString());
        assertThat(invocation.exitCode()).isOne();
        assertThat(invocation.err().strip())
                .contains("8 files are not marked JFIF, for instance " + directory.getFileName()
                        + "/PetImages/Cat/1.png; to use them, add --keep decodable")
                .doesNotContain("--train-size")
                .hasLineCount(1);
        Invocation decodable = Invocation.of(
                "data",
                "describe",
                "--data",
                directory.toString(),
                "--keep",
                "decodable",
                "--out",
                directory.resolve("report") + "");
        assertThat(decodable.exitCode()).as(decodable.err()).isZero();
        assertThat(decodable.out()).contains("8 images, 0 files skipped");
    }

    @Test
    void filesOutsideOfTheClassFoldersAreExplained() throws IOException {
        copyDrawn("cat", "cat", "jpg", 6);
        copyDrawn("dog", "dog", "jpg", 6);
        copyDrawn("linked", "dog", "jpg", 6);
        for (int i = 1; i <= 6; i++) {
            Files.move(directory.resolve("linked/" + i + ".jpg"), directory.resolve(i + ".jpg"));
        }
        Files.delete(directory.resolve("linked"));
        Files.createSymbolicLink(directory.resolve("dogs"), directory.resolve("dog"));
        Invocation invocation = describe(directory.toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out()).contains("12 images, 6 files skipped: 6 without label");
        assertThat(invocation.err())
                .contains("warning: 6 files have no label, for instance " + directory.getFileName() + "/1.jpg")
                .contains("warning: did not follow 1 link: dogs");
    }

    /** Writes the first drawn images of a species, which have different sizes, in one format. */
    private void copyDrawn(String folder, String label, String format, int count) throws IOException {
        Path target = Files.createDirectories(directory.resolve(folder));
        try (DrawnSource source = new DrawnSource(1)) {
            for (int index = 0, written = 0; written < count; index++) {
                SourceImage image = source.get(index);
                // JPEG has no transparency, so ImageIO does not write some of them.
                if (image.label().orElseThrow().equals(label)
                        && ImageIO.write(
                                ImageIO.read(new ByteArrayInputStream(image.read())),
                                format,
                                target.resolve(written + 1 + "." + format).toFile())) {
                    written++;
                }
            }
        }
    }

    @Test
    void augmentDrawsFlipsAndRotations() throws IOException {
        Invocation invocation = Invocation.of(
                "data",
                "augment",
                "--data",
                "drawn",
                "--train-size",
                "4",
                "--validation-size",
                "1",
                "--test-size",
                "1",
                "--out",
                directory.toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertIsSheet(directory.resolve("flips.png"), 1, 5);
        assertIsSheet(directory.resolve("rotations.png"), 1, 5);
    }

    @Test
    void thePublishedArchiveIsLookedForInTheCache() throws IOException {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", directory.toString());
        try {
            Invocation missing = Invocation.of("data", "describe", "--data", "published");
            assertThat(missing.exitCode()).isOne();
            assertThat(missing.err().strip())
                    .contains(directory.resolve(".cache/pawstream/kagglecatsanddogs_5340.zip") + "; download it with"
                            + " ./pawstream data download")
                    .hasLineCount(1);

            Path archive = directory.resolve(".cache/pawstream/kagglecatsanddogs_5340.zip");
            Files.createDirectories(archive.getParent());
            Files.writeString(archive, "no archive");
            assertThat(Invocation.of("data", "augment", "--data", "published").err())
                    .contains(archive + " is not a zip archive");
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void aDownloadWithAnotherChecksumFails() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "photos".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/photos.zip";
            Invocation invocation = Invocation.of("data", "download", "--url", url, "--cache", directory.toString());
            assertThat(invocation.exitCode()).isOne();
            assertThat(invocation.err().strip()).contains(url + " has SHA-256").hasLineCount(1);
            assertThat(directory).isEmptyDirectory();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anInvalidAddressIsAWrongCommandLine() {
        Invocation invocation = Invocation.of("data", "download", "--url", "photos.zip");
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err())
                .contains("--url: address is \"photos.zip\"; it must be an http:// or https:// URL");
    }
}
