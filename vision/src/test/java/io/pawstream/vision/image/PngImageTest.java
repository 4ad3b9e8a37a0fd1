package io.pawstream.vision.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodes PNGs of 150x150 pixels, which the decoder does not resize, and compares every pixel. */
class PngImageTest {

    private static final int SIDE = 150;
    private static final int[] DEPTHS = {1, 2, 4, 8, 16};

    private final ImageDecoder decoder =
            new ImageDecoder(Preprocessing.stretched(new ImageSize(SIDE, SIDE)), DecodeLimits.DEFAULT);
    private final ByteBuffer target = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    private final Random random = new Random(5);

    record Kind(int colorType, int depth, boolean interlaced, boolean transparent) {

        int channels() {
            return new int[] {1, 0, 3, 1, 2, 0, 4}[colorType];
        }
    }

    static Stream<Kind> kinds() {
        return IntStream.of(0, 2, 3, 4, 6).boxed().flatMap(type -> Arrays.stream(DEPTHS)
                .filter(depth -> type == 0 || (type == 3 ? depth <= 8 : depth >= 8))
                .boxed()
                .flatMap(depth ->
                        IntStream.range(0, 4).mapToObj(i -> new Kind(type, depth, (i & 1) == 1, (i & 2) == 2))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void decodesEveryColorTypeAndDepth(Kind kind) {
        int most = (1 << kind.depth()) - 1;
        int[] samples =
                random.ints((long) SIDE * SIDE * kind.channels(), 0, most + 1).toArray();
        int[] key = Arrays.copyOf(samples, kind.channels());
        // The same high bytes as the transparent color.
        samples[samples.length - 1] = kind.depth() == 16 ? key[key.length - 1] ^ 1 : samples[samples.length - 1];
        byte[] palette = bytes(3 * Math.min(200, most + 1));
        byte[] alphas = bytes(Math.min(100, most));

        ByteArrayOutputStream png = start(kind.depth(), kind.colorType(), kind.interlaced());
        if (kind.colorType() == 3) {
            png.writeBytes(chunk("PLTE", palette));
        }
        if (kind.transparent()) {
            png.writeBytes(chunk("tRNS", kind.colorType() == 3 ? alphas : shorts(key)));
        }
        png.writeBytes(chunk("IDAT", deflate(rows(kind, samples))));
        png.writeBytes(chunk("IEND", new byte[0]));

        assertThat(decoder.decode(png.toByteArray(), target)).isEqualTo(new Decoded(SIDE, SIDE));
        ByteBuffer expected = ByteBuffer.allocate(SIDE * SIDE * 3);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int[] pixel = Arrays.copyOfRange(samples, i * kind.channels(), (i + 1) * kind.channels());
            for (int level : expected(kind, pixel, key, palette, alphas)) {
                expected.put((byte) level);
            }
        }
        byte[] decoded = new byte[expected.capacity()];
        target.get(0, decoded);
        assertThat(decoded).isEqualTo(expected.array());
    }

    private static int[] expected(Kind kind, int[] pixel, int[] key, byte[] palette, byte[] alphas) {
        if (kind.colorType() == 3) {
            int index = pixel[0];
            int alpha = kind.transparent() && index < alphas.length ? alphas[index] & 0xFF : 255;
            return IntStream.range(3 * index, 3 * index + 3)
                    .map(i -> i < palette.length ? Math.round((palette[i] & 0xFF) * alpha / 255f) : 0)
                    .toArray();
        }
        boolean grey = kind.colorType() == 0 || kind.colorType() == 4;
        if (kind.transparent() && kind.channels() % 2 == 1 && Arrays.equals(pixel, key)) {
            return new int[3];
        }
        int most = (1 << Math.min(8, kind.depth())) - 1;
        int[] levels = Arrays.stream(pixel)
                .map(sample -> (kind.depth() == 16 ? sample >> 8 : sample) * 255 / most)
                .toArray();
        int alpha = kind.channels() % 2 == 0 ? levels[levels.length - 1] : 255;
        return IntStream.range(0, 3)
                .map(i -> Math.round(levels[grey ? 0 : i] * alpha / 255f))
                .toArray();
    }

    /** Filters the rows of all passes, each by another filter. */
    private byte[] rows(Kind kind, int[] samples) {
        int[][] passes = kind.interlaced()
                ? new int[][] {
                    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
                }
                : new int[][] {{0, 0, 1, 1}};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] pass : passes) {
            byte[] above = new byte[SIDE * 8];
            for (int y = pass[1]; y < SIDE; y += pass[3]) {
                byte[] row = new byte[SIDE * 8];
                int bit = 0;
                for (int x = pass[0]; x < SIDE; x += pass[2]) {
                    for (int c = 0; c < kind.channels(); c++, bit += kind.depth()) {
                        int sample = samples[(y * SIDE + x) * kind.channels() + c];
                        for (int b = 0; b < kind.depth(); b++) {
                            int value = (sample >> (kind.depth() - 1 - b)) & 1;
                            row[(bit + b) / 8] |= (byte) (value << (7 - (bit + b) % 8));
                        }
                    }
                }
                int length = (bit + 7) / 8;
                out.write(y % 5);
                for (int i = 0; i < length; i++) {
                    out.write(
                            row[i] - prediction(y % 5, row, above, i, Math.max(1, kind.channels() * kind.depth() / 8)));
                }
                above = row;
            }
        }
        return out.toByteArray();
    }

    private static int prediction(int filter, byte[] row, byte[] above, int i, int distance) {
        int left = i < distance ? 0 : row[i - distance] & 0xFF;
        int up = above[i] & 0xFF;
        int corner = i < distance ? 0 : above[i - distance] & 0xFF;
        int guess = left + up - corner;
        int paeth = left;
        paeth = Math.abs(guess - up) < Math.abs(guess - paeth) ? up : paeth;
        paeth = Math.abs(guess - corner) < Math.abs(guess - paeth) ? corner : paeth;
        return new int[] {0, left, up, (left + up) / 2, paeth}[filter];
    }

    @Test
    void acceptsAFileThatEndsAfterItsLastRow() {
        byte[] png = grey();
        assertThat(decode(Arrays.copyOf(png, png.length - 12)))
                .as("without IEND")
                .isEqualTo(new Decoded(SIDE, SIDE));
        assertThat(decode(Arrays.copyOf(png, png.length - 20)))
                .as("without IEND and checksums")
                .isEqualTo(new Decoded(SIDE, SIDE));
        assertThat(decode(Arrays.copyOf(png, png.length - 300)))
                .isEqualTo(new Failed(DecodeFailure.TRUNCATED, "the image data ends before the last row"));
    }

    @Test
    void aWrongChecksumOfTheDataIsIgnoredIfThePixelsAreIntact() {
        byte[] png = grey();
        png[png.length - 13] ^= 1;
        assertThat(decode(png)).isEqualTo(new Decoded(SIDE, SIDE));
        png[png.length - 17] ^= 1;
        assertThat(((Failed) decode(png)).failure())
                .as("wrong checksum of the pixels too")
                .isEqualTo(DecodeFailure.UNREADABLE);
    }

    @Test
    void aWrongChecksumOfTheHeaderFails() {
        byte[] png = grey();
        png[29] ^= 1;
        assertThat(decode(png)).isEqualTo(new Failed(DecodeFailure.UNREADABLE, "the checksum of IHDR is wrong"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLTE", "tRNS"})
    void aWrongChecksumOfAPaletteFails(String type) {
        byte[] palette = chunk("PLTE", bytes(768));
        byte[] alphas = chunk("tRNS", bytes(256));
        (type.equals("PLTE") ? palette : alphas)[20] ^= 1;
        ByteArrayOutputStream png = start(8, 3, false);
        png.writeBytes(palette);
        png.writeBytes(alphas);
        png.writeBytes(chunk("IDAT", deflate(new byte[SIDE * (SIDE + 1)])));
        assertThat(decode(png.toByteArray()))
                .isEqualTo(new Failed(DecodeFailure.UNREADABLE, "the checksum of " + type + " is wrong"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eXIf", "tEXt exif", "zTXt exif", "iTXt exif", "iTXt compressed exif", "zTXt APP1"})
    void readsTheOrientationFromEveryChunkThatHoldsExif(String place) {
        byte[] exif = new byte[200];
        OrientationTest.exif(ByteOrder.LITTLE_ENDIAN, new int[] {0x0112, 3, 1, 6})
                .get(exif);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        if (place.endsWith("APP1")) {
            block.writeBytes("Exif\0\0".getBytes(ISO_8859_1));
        }
        block.writeBytes(exif);
        String digits = HexFormat.of().formatHex(block.toByteArray()).replaceAll("(.{72})", "$1\n");
        byte[] profile = ("\nexif\n     " + block.size() + "\n" + digits + "\n").getBytes(ISO_8859_1);
        String keyword = "Raw profile type " + place.substring(place.lastIndexOf(' ') + 1) + "\0";
        byte[] chunk =
                switch (place.replaceAll(" [^ ]*$", "")) {
                    case "tEXt" -> text("tEXt", keyword, profile);
                    case "zTXt" -> text("zTXt", keyword + "\0", deflate(profile));
                    case "iTXt" -> text("iTXt", keyword + "\0\0en\0name\0", profile);
                    case "iTXt compressed" -> text("iTXt", keyword + "\1\0\0\0", deflate(profile));
                    default -> chunk("eXIf", exif);
                };
        byte[] png = grey();
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(png, 0, 33);
        turned.writeBytes(chunk);
        turned.write(png, 33, png.length - 33);
        target.clear();
        decoder.decode(png, target);
        int[] corner = TestImages.pixel(target, SIDE, 0, SIDE - 1);
        target.clear();
        decoder.decode(turned.toByteArray(), target);
        assertThat(TestImages.pixel(target, SIDE, 0, 0)).containsExactly(corner);
    }

    private DecodeResult decode(byte[] png) {
        return decoder.decode(png, target.clear());
    }

    private byte[] grey() {
        Kind kind = new Kind(0, 8, false, false);
        ByteArrayOutputStream png = start(8, 0, false);
        png.writeBytes(chunk(
                "IDAT", deflate(rows(kind, random.ints(SIDE * SIDE, 0, 256).toArray()))));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] shorts(int[] values) {
        ByteBuffer out = ByteBuffer.allocate(2 * values.length);
        Arrays.stream(values).forEach(value -> out.putShort((short) value));
        return out.array();
    }

    private static ByteArrayOutputStream start(int depth, int colorType, boolean interlaced) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        ByteBuffer header = ByteBuffer.allocate(13)
                .putInt(SIDE)
                .putInt(SIDE)
                .put((byte) depth)
                .put((byte) colorType);
        out.writeBytes(chunk("IHDR", header.put(12, (byte) (interlaced ? 1 : 0)).array()));
        return out;
    }

    private static byte[] text(String type, String start, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(start.length() + content.length);
        return chunk(type, out.put(start.getBytes(ISO_8859_1)).put(content).array());
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        out.put(type.getBytes(ISO_8859_1)).put(data);
        CRC32 checksum = new CRC32();
        checksum.update(out.array(), 4, 4 + data.length);
        return out.putInt((int) checksum.getValue()).array();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 1000];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }
}
