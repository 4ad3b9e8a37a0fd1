package io.pawstream.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of other programs, and damaged ones: what can be read is read, and the rest is named. */
final class ForeignZipTest {

    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheArchive() {
        file = directory.resolve("photos.zip");
    }

    @ParameterizedTest
    @CsvSource({
        "IBM437, Cat/kätzü.jpg, Cat",
        "IBM437, Dog/Kröte.jpg, Dog",
        "IBM437, Cat/niño é.jpg, Cat",
        "windows-31j, Cat/猫.jpg, Cat",
        "windows-31j, Dog/ソファの犬1.jpg, Dog",
        "windows-31j, Dog/表示.jpg, Dog",
        "UTF-8, Dog/пёс.jpg, Dog",
    })
    void namesInOtherCharacterSets(String charset, String name, String label) throws IOException {
        write(archive(Charset.forName(charset), false, "PetImages/" + name, "PetImages/Cat/0.jpg"));
        try (ImageSource source = new ZipSource(file)) {
            SourceImage image = find(source, "PetImages/" + name);
            assertThat(image.label()).contains(label);
            assertThat(image.read()).asString(UTF_8).isEqualTo("PetImages/" + name);
        }
    }

    @Test
    void anyBytesAreAName() throws IOException {
        byte[] zip = archive(UTF_8, false, "Cat/xxxx.jpg", "Dog/1.jpg");
        replace(zip, "xxxx".getBytes(UTF_8), new byte[] {(byte) 0xFF, (byte) 0xE9, 1, (byte) 0x81});
        write(zip);
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.size()).isEqualTo(2);
            assertThat(source.get(0).label()).contains("Cat");
        }
    }

    @Test
    void aNameThatIsWronglyMarkedAsUtf8IsStillAName() throws IOException {
        byte[] zip = archive(UTF_8, false, "Cat/xxxx.jpg", "Dog/1.jpg");
        replace(zip, "xxxx".getBytes(UTF_8), new byte[] {(byte) 0xFF, (byte) 0xE9, 1, (byte) 0x81});
        patch(zip, 0, 6, (short) 0x800, 8, (short) 0x800);
        write(zip);
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.size()).isEqualTo(2);
            assertThat(source.get(0).label()).contains("Cat");
        }
    }

    @Test
    void anExtraFieldWithTheNameInUtf8Counts() throws IOException {
        byte[] legacy = "Cat/k?tze.jpg".getBytes(UTF_8);
        byte[] unicode = "Cat/kätze.jpg".getBytes(UTF_8);
        CRC32 crc = new CRC32();
        crc.update(legacy);
        ByteBuffer extra = ByteBuffer.allocate(9 + unicode.length).order(ByteOrder.LITTLE_ENDIAN);
        extra.putShort((short) 0x7075).putShort((short) (5 + unicode.length));
        extra.put((byte) 1).putInt((int) crc.getValue()).put(unicode);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, Charset.forName("IBM437"))) {
            ZipEntry entry = new ZipEntry("Cat/k?tze.jpg");
            entry.setExtra(extra.array());
            out.putNextEntry(entry);
        }
        write(bytes.toByteArray());
        assertThat(names()).containsExactly("Cat/kätze.jpg");
    }

    @Test
    void pathsAreNormalized() throws IOException {
        write(archive(
                UTF_8,
                false,
                "PetImages\\Cat\\0.jpg",
                "PetImages\\Dog\\",
                "./Dog/1.jpg",
                "/Dog/2.jpg",
                "../../Cat//3.jpg",
                "./",
                "./.hidden/4.jpg"));
        assertThat(names()).containsExactly("Cat/3.jpg", "Dog/1.jpg", "Dog/2.jpg", "PetImages/Cat/0.jpg");
    }

    @Test
    void theLastOfTwoFilesWithTheSameNameCounts() throws IOException {
        write(archive(UTF_8, false, "Cat/1.jpg", "./Cat/1.jpg"));
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.size()).isEqualTo(1);
            assertThat(source.get(0).read()).asString(UTF_8).isEqualTo("./Cat/1.jpg");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDamagedFileDoesNotAffectTheOthers(boolean stored) throws IOException {
        byte[] zip = archive(UTF_8, stored, "Cat/1.jpg", "Cat/2.jpg", "Dog/1.jpg");
        zip[30 + "Cat/1.jpg".length() + 2] ^= 0x55;
        write(zip);
        assertOnlyTheFirstFails("its entry in the archive is damaged: ");
    }

    @Test
    void aFileOfAnotherSizeIsDamaged() throws IOException {
        byte[] zip = archive(UTF_8, false, "Cat/1.jpg", "Cat/2.jpg", "Dog/1.jpg");
        patch(zip, 0, 0, (short) 0x4b50, 24, (short) 5);
        write(zip);
        assertOnlyTheFirstFails("its entry in the archive is damaged: wrong size");
    }

    @Test
    void anEncryptedFileIsNamed() throws IOException {
        byte[] zip = archive(UTF_8, false, "Cat/1.jpg", "Cat/2.jpg", "Dog/1.jpg");
        patch(zip, 0, 6, (short) 1, 8, (short) 1);
        write(zip);
        assertOnlyTheFirstFails("it is encrypted");
    }

    @Test
    void anUnsupportedCompressionMethodIsNamed() throws IOException {
        byte[] zip = archive(UTF_8, false, "Cat/1.jpg", "Cat/2.jpg", "Dog/1.jpg");
        patch(zip, 0, 8, (short) 9, 10, (short) 9);
        write(zip);
        assertOnlyTheFirstFails("its compression method is 9; only deflate and stored are supported");
    }

    @Test
    void dataMayPrecedeAndFollowTheArchive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("#!/bin/sh\nexit\n".getBytes(UTF_8));
        bytes.write(archive(UTF_8, false, "Cat/1.jpg"));
        bytes.write(new byte[100]);
        write(bytes.toByteArray());
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.get(0).read()).asString(UTF_8).isEqualTo("Cat/1.jpg");
        }
    }

    @Test
    void anIncompleteArchiveIsNamed() throws IOException {
        byte[] zip = archive(UTF_8, false, "Cat/1.jpg", "Cat/2.jpg");
        write(Arrays.copyOf(zip, zip.length - 30));
        assertThatIOException()
                .isThrownBy(() -> new ZipSource(file))
                .withMessageContaining(
                        "is not a zip archive (it has no zip directory at its end; if it is a download, it"
                                + " may be incomplete)");
    }

    @Test
    void aDamagedDirectoryIsNamed() throws IOException {
        byte[] zip = archive(UTF_8, false, "Cat/1.jpg", "Cat/2.jpg");
        patch(zip, 1, 0, (short) 0x4b50, 0, (short) 0);
        write(zip);
        assertThatIOException()
                .isThrownBy(() -> new ZipSource(file))
                .withMessageContaining("is not a zip archive (its directory is damaged)");
    }

    @Test
    void linksAreNamed() throws IOException {
        byte[] zip = archive(UTF_8, false, "Cat", "Dog/1.jpg");
        int entry = position(zip, CENTRAL, 0);
        zip[entry + 5] = 3;
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putShort(entry + 40, (short) 0xA1FF);
        write(zip);
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.size()).isEqualTo(1);
            assertThat(source.warning().orElseThrow()).startsWith("did not follow 1 link: Cat;");
        }
    }

    private void assertOnlyTheFirstFails(String reason) throws IOException {
        try (ImageSource source = new ZipSource(file)) {
            assertThat(source.size()).isEqualTo(3);
            assertThatIOException()
                    .isThrownBy(() -> source.get(0).read())
                    .withMessageStartingWith("cannot read Cat/1.jpg: " + reason);
            assertThat(source.get(1).read()).asString(UTF_8).isEqualTo("Cat/2.jpg");
            assertThat(source.get(2).read()).asString(UTF_8).isEqualTo("Dog/1.jpg");
        }
    }

    private List<String> names() throws IOException {
        try (ImageSource source = new ZipSource(file)) {
            return IntStream.range(0, source.size())
                    .mapToObj(i -> source.get(i).name())
                    .toList();
        }
    }

    private static SourceImage find(ImageSource source, String name) {
        Optional<SourceImage> found = IntStream.range(0, source.size())
                .mapToObj(source::get)
                .filter(image -> image.name().equals(name))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError("no " + name));
    }

    private void write(byte[] zip) throws IOException {
        Files.write(file, zip);
    }

    /** An archive whose files contain their own names; the character set of the names is not stated. */
    private static byte[] archive(Charset charset, boolean stored, String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, charset)) {
            for (String name : names) {
                ZipEntry entry = new ZipEntry(name);
                byte[] content = name.endsWith("/") ? new byte[0] : name.getBytes(UTF_8);
                if (stored) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                out.putNextEntry(entry);
                out.write(content);
            }
        }
        byte[] zip = bytes.toByteArray();
        for (int i = 0; i < names.length; i++) {
            // Java marks names as UTF-8 if that is their character set; other programs do not.
            int flags = position(zip, CENTRAL, i) + 8;
            zip[flags + 1] &= ~8;
        }
        return zip;
    }

    /** Overwrites two bytes in the local header and in the central entry of a file. */
    private static void patch(byte[] zip, int index, int inLocal, short local, int inCentral, short central) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int localPosition = position(zip, LOCAL, index);
        int centralPosition = position(zip, CENTRAL, index);
        bytes.putShort(localPosition + inLocal, local);
        bytes.putShort(centralPosition + inCentral, central);
    }

    private static int position(byte[] zip, int signature, int index) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i + 4 <= zip.length; i++) {
            if (bytes.getInt(i) == signature) {
                found.add(i);
            }
        }
        return found.get(index);
    }

    private static void replace(byte[] zip, byte[] from, byte[] to) {
        for (int i = 0; i + from.length <= zip.length; i++) {
            if (Arrays.equals(zip, i, i + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, zip, i, to.length);
            }
        }
    }
}
