package io.pawstream.vision.hostile;

import static io.pawstream.vision.hostile.PngEditor.chunk;
import static io.pawstream.vision.hostile.PngEditor.deflate;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.hostile.Anatomy.Part;
import io.pawstream.vision.hostile.Seed.Format;
import io.pawstream.vision.image.DecodeFailure;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import io.pawstream.vision.image.ImageDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maliciously crafted files: small files that would take minutes or gigabytes, and wrong sizes in headers. */
class HostileFileTest {

    private static final int ROW_BYTES = 1 + 3 * 100;

    private final ImageDecoder decoder =
            new ImageDecoder(Preprocessing.stretched(new ImageSize(150, 150)), DecodeLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(ints = {50, 600})
    void failsOnAJpegWithTooManyScans(int more) throws IOException {
        byte[] jpeg = seed(Format.JPEG, "progressive");
        List<Part> parts = Anatomy.of(jpeg).parts();
        Part scan = parts.get(parts.size() - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, scan.end());
        for (int i = 0; i < more; i++) {
            out.write(jpeg, scan.start(), scan.length());
        }
        out.write(jpeg, scan.end(), jpeg.length - scan.end());
        DecodeResult result = decode(out.toByteArray());
        if (more == 50) {
            assertThat(result).isEqualTo(new Decoded(160, 100));
        } else {
            assertThat(failure(result)).isEqualTo(DecodeFailure.TOO_MUCH_WORK);
        }
    }

    @Test
    void failsOnAJpegWithManyComponentsBeforeItsMemoryIsReserved() throws IOException {
        byte[] jpeg = seed(Format.JPEG, "baseline");
        for (Part part : Anatomy.of(jpeg).parts()) {
            if (jpeg[part.start() + 1] == (byte) 0xC0) {
                jpeg[part.start() + 9] = (byte) 171;
            }
        }
        assertThat(decoder.open(jpeg).memoryBytes()).isZero();
        assertThat(decode(jpeg))
                .isEqualTo(new Failed(DecodeFailure.UNREADABLE, "the JPEG has 171 components; supported are 1 to 4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "progressive", "four channels", "four inks"})
    void failsOnATruncatedJpegEvenWithANewEndMarker(String name) throws IOException {
        byte[] jpeg = seed(Format.JPEG, name);
        for (double share : new double[] {0.4, 0.6, 0.9}) {
            byte[] cut = Arrays.copyOf(jpeg, (int) (jpeg.length * share));
            assertThat(failure(decode(cut))).isEqualTo(DecodeFailure.TRUNCATED);
            cut[cut.length - 2] = (byte) 0xFF;
            cut[cut.length - 1] = (byte) 0xD9;
            assertThat(failure(decode(cut))).isEqualTo(DecodeFailure.TRUNCATED);
        }
        assertThat(decode(Arrays.copyOf(jpeg, jpeg.length - 2))).isInstanceOf(Decoded.class);
    }

    @Test
    void failsOnATruncatedJpegThatImageIoCannotRead() throws IOException {
        // Without Huffman tables: OpenCV uses the standard ones, ImageIO fails.
        byte[] jpeg = seed(Format.JPEG, "baseline");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : Anatomy.of(jpeg).parts()) {
            if (jpeg[part.start() + 1] != (byte) 0xC4) {
                out.write(jpeg, part.start(), part.length());
            }
        }
        byte[] noEndMarker = out.toByteArray();
        assertThat(failure(decode(Arrays.copyOf(noEndMarker, noEndMarker.length * 2 / 3))))
                .isEqualTo(DecodeFailure.TRUNCATED);
        out.write(0xFF);
        out.write(0xD9);
        assertThat(decode(out.toByteArray())).isEqualTo(new Decoded(300, 200));
    }

    @Test
    void failsOnAGifThatOnlyResetsItsCodeTable() {
        // 8-bit codes; 0x80 resets the table.
        ByteBuffer gif = ByteBuffer.allocate(110_000);
        gif.put("GIF89a".getBytes(US_ASCII)).put(new byte[] {8, 0, 8, 0, (byte) 0x80, 0, 0, 0, 0, 0, 9, 9, 9});
        gif.put(new byte[] {0x2C, 0, 0, 0, 0, 8, 0, 8, 0, 0, 7});
        byte[] block = new byte[256];
        Arrays.fill(block, (byte) 0x80);
        block[0] = -1;
        for (int i = 0; i < 400; i++) {
            gif.put(block);
        }
        gif.put((byte) 0).put((byte) 0x3B);
        assertThat(failure(decode(gif.array()))).isEqualTo(DecodeFailure.TRUNCATED);
    }

    @Test
    void decodesAnAnimatedPngAsAStillImageAndFailsIfRowsAreMissing() {
        byte[] animation = chunk("acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
        byte[] frame = chunk(
                "fcTL", ByteBuffer.allocate(26).putInt(4, 100).putInt(8, 80).array());
        assertThat(decode(png(80, animation, frame))).isEqualTo(new Decoded(100, 80));
        assertThat(failure(decode(png(40, animation, frame)))).isEqualTo(DecodeFailure.TRUNCATED);
    }

    @Test
    void failsOnAWebpWithoutAHeaderBeforeItsData() throws IOException {
        // libwebp reads such data too, with a size from elsewhere; byte 15 imitates the one of a header.
        byte[] webp = seed(Format.WEBP, "lossless");
        ByteBuffer bare = ByteBuffer.allocate(webp.length - 8);
        bare.put(webp, 0, 12).put(webp, 20, webp.length - 20).put(15, (byte) ' ');
        assertThat(decode(bare.array()))
                .isEqualTo(new Failed(DecodeFailure.UNREADABLE, "the image header is truncated or damaged"));
    }

    @Test
    void javaCppDoesNotLimitNativeMemory() {
        assertThat(Pointer.maxPhysicalBytes()).as("JavaCPP's limit, 0 for none").isZero();
        assertThat(Pointer.maxBytes()).as("JavaCPP's limit, 0 for none").isZero();
    }

    @Test
    void theSameNumberGivesTheSameImage() throws IOException {
        Mutator mutator = new Mutator(SeedImages.draw(), 3);
        Mutator again = new Mutator(SeedImages.draw(), 3);
        for (int number = 0; number < 500; number++) {
            assertThat(again.mutant(number).bytes())
                    .isEqualTo(mutator.mutant(number).bytes());
        }
    }

    /** A PNG of 100x80 pixels. */
    private static byte[] png(int rows, byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        out.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(100)
                        .putInt(80)
                        .putShort((short) 0x0802)
                        .array()));
        for (byte[] chunk : chunks) {
            out.writeBytes(chunk);
        }
        out.writeBytes(chunk("IDAT", deflate(new byte[rows * ROW_BYTES])));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] seed(Format format, String name) throws IOException {
        return SeedImages.draw().stream()
                .filter(seed -> seed.format() == format && seed.name().equals(name))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private DecodeResult decode(byte[] file) {
        return decoder.decode(file, ByteBuffer.allocateDirect(150 * 150 * 3));
    }

    private static DecodeFailure failure(DecodeResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).failure();
    }
}
