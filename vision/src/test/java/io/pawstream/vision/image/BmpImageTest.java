package io.pawstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes BMPs of 150x150 pixels, which the decoder does not resize, and compares every pixel. */
@SuppressWarnings({"ByteBufferBackingArray", "ArrayRecordComponent"}) // All buffers are allocated here; never compared.
class BmpImageTest {

    private static final int SIDE = 150;
    private static final int RUNS_8 = 1;
    private static final int RUNS_4 = 2;
    private static final int MASKS = 3;
    private static final int MASKS_WITH_ALPHA = 6;

    private final ImageDecoder decoder =
            new ImageDecoder(Preprocessing.stretched(new ImageSize(SIDE, SIDE)), DecodeLimits.DEFAULT);
    private final ByteBuffer target = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    private final Random random = new Random(7);

    /** Channel masks of red, green, blue and alpha. */
    record Masks(int bits, int... of) {

        int[] expected(int pixel) {
            int[] rgb = new int[3];
            double alpha = of[3] == 0 ? 1 : share(pixel, of[3]);
            for (int i = 0; i < 3; i++) {
                rgb[i] = (int) Math.round(alpha * Math.round(255 * share(pixel, of[i])));
            }
            return rgb;
        }

        private static double share(int pixel, int mask) {
            return (double) Integer.toUnsignedLong(pixel & mask) / Integer.toUnsignedLong(mask);
        }
    }

    static final List<Masks> MASK_KINDS = List.of(
            new Masks(16, 0xF800, 0x07E0, 0x001F, 0),
            new Masks(16, 0x7C00, 0x03E0, 0x001F, 0),
            new Masks(16, 0x001F, 0x03E0, 0x7C00, 0x8000),
            new Masks(16, 0x7C00, 0x03E0, 0x001F, 0x8000),
            new Masks(24, 0xFF0000, 0x00FF00, 0x0000FF, 0),
            new Masks(24, 0x0000FF, 0x00FF00, 0xFF0000, 0),
            new Masks(32, 0xFF0000, 0x00FF00, 0x0000FF, 0),
            new Masks(32, 0x0000FF, 0x00FF00, 0xFF0000, 0),
            new Masks(32, 0xFF000000, 0x00FF0000, 0x0000FF00, 0),
            new Masks(32, 0xFF0000, 0x00FF00, 0x0000FF, 0xFF000000),
            new Masks(32, 0xFF000000, 0x00FF0000, 0x0000FF00, 0x000000FF),
            new Masks(32, 0x3FF00000, 0x000FFC00, 0x000003FF, 0),
            new Masks(32, 0x3FF00000, 0x000FFC00, 0x000003FF, 0xC0000000));

    record Kind(int headerBytes, int compression, Masks masks) {}

    static Stream<Kind> maskKinds() {
        return MASK_KINDS.stream().flatMap(masks -> IntStream.of(40, 52, 56, 64, 108, 124)
                .boxed()
                .flatMap(bytes -> IntStream.of(MASKS, MASKS_WITH_ALPHA).mapToObj(c -> new Kind(bytes, c, masks)))
                .filter(kind ->
                        masks.of()[3] == 0 || kind.headerBytes() >= 56 || kind.compression() == MASKS_WITH_ALPHA)
                .filter(kind -> kind.headerBytes() != 52 || kind.compression() == MASKS));
    }

    @ParameterizedTest
    @MethodSource("maskKinds")
    void appliesChannelMasksInEveryHeader(Kind kind) {
        int bytes = kind.masks().bits() / 8;
        int[] pixels = random.ints(SIDE * SIDE).toArray();
        ByteBuffer bmp = bmp(kind.headerBytes(), kind.masks().bits(), kind.compression(), SIDE, 16);
        for (int i = 0; i < 4; i++) {
            bmp.putInt(54 + 4 * i, kind.masks().of()[i]);
        }
        write(bmp, pixels, bytes, true);
        assertPixels(bmp.array(), pixels, kind.masks()::expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 40, 52, 56, 64, 108, 124})
    void decodesBytesWithoutMasksInBothDirections(int headerBytes) {
        for (int bits : new int[] {16, 24, 32}) {
            Masks masks = MASK_KINDS.get(bits == 16 ? 1 : 4);
            int[] pixels = random.ints(SIDE * SIDE).toArray();
            for (boolean bottomUp : new boolean[] {true, false}) {
                if (bottomUp || headerBytes > 12) {
                    ByteBuffer bmp = bmp(headerBytes, bits, 0, bottomUp ? SIDE : -SIDE, 0);
                    write(bmp, pixels, bits / 8, bottomUp);
                    assertPixels(bmp.array(), pixels, masks::expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 40, 52, 56, 64, 108, 124})
    void decodesPalettesOfEveryDepth(int headerBytes) {
        int colorBytes = headerBytes == 12 ? 3 : 4;
        for (int bits : new int[] {1, 2, 4, 8}) {
            byte[] palette = new byte[colorBytes << bits];
            random.nextBytes(palette);
            int[] pixels = random.ints((long) SIDE * SIDE, 0, 1 << bits).toArray();
            ByteBuffer bmp = bmp(headerBytes, bits, 0, SIDE, palette.length);
            bmp.put(14 + headerBytes, palette);
            int stride = (SIDE * bits + 31) / 32 * 4;
            for (int i = 0; i < pixels.length; i++) {
                int bit = i % SIDE * bits;
                int at = bmp.getInt(10) + (SIDE - 1 - i / SIDE) * stride + bit / 8;
                bmp.put(at, (byte) (bmp.get(at) | pixels[i] << (8 - bits - bit % 8)));
            }
            assertPixels(bmp.array(), pixels, index -> new int[] {
                palette[colorBytes * index + 2] & 0xFF,
                palette[colorBytes * index + 1] & 0xFF,
                palette[colorBytes * index] & 0xFF
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RUNS_8, RUNS_4})
    void decodesRunsLiteralsSkipsAndAnEarlyEnd(int compression) {
        boolean nibbles = compression == RUNS_4;
        ByteBuffer bmp = bmp(40, nibbles ? 4 : 8, compression, SIDE, 1024);
        for (int i = 0; i < 16; i++) {
            bmp.putInt(54 + 4 * i, 0x010101 * i);
        }
        ByteBuffer runs = bmp.duplicate().position(bmp.getInt(10));
        runs.put(nibbles ? new byte[] {5, 0x12} : new byte[] {5, 1});
        runs.put(nibbles ? new byte[] {0, 3, 0x34, 0x50} : new byte[] {0, 3, 3, 4, 5, 0});
        runs.put(new byte[] {0, 2, 10, 2, 3, 0x77, 0, 0, 0, 1});
        assertThat(decoder.decode(bmp.array(), target)).isEqualTo(new Decoded(SIDE, SIDE));
        int second = nibbles ? 2 : 1;
        assertThat(row(SIDE - 1)).startsWith(1, second, 1, second, 1, 3, 4, 5, 0, 0);
        assertThat(row(SIDE - 2)).containsOnly(0);
        int value = nibbles ? 7 : 0x77 % 256;
        assertThat(row(SIDE - 3))
                .startsWith(IntStream.generate(() -> 0).limit(18).toArray());
        assertThat(row(SIDE - 3)[18]).isEqualTo(nibbles ? value : 0);
        assertThat(row(0)).containsOnly(0);
    }

    /** Returns the red channel of a row. */
    private int[] row(int y) {
        return IntStream.range(0, SIDE)
                .map(x -> TestImages.pixel(target, SIDE, x, y)[0])
                .toArray();
    }

    @Test
    void failsIfRowsAreMissing() {
        ByteBuffer bmp = bmp(40, 24, 0, SIDE, 0);
        byte[] cut = Arrays.copyOf(bmp.array(), bmp.capacity() - 500);
        assertThat(((Failed) decoder.decode(cut, target)).failure()).isEqualTo(DecodeFailure.TRUNCATED);
        assertThat(decoder.decode(Arrays.copyOf(bmp.array(), bmp.capacity() - 2), target))
                .as("without the padding of the last row")
                .isEqualTo(new Decoded(SIDE, SIDE));
    }

    @Test
    void failsOnMasksThatAreNotAdjacentOrTooNarrow() {
        for (int mask : new int[] {0xFF00FF, 0xF}) {
            ByteBuffer bmp = bmp(56, 32, MASKS, SIDE, 0);
            bmp.putInt(54, mask).putInt(58, 0xFF00).putInt(62, 0xFF);
            assertThat(((Failed) decoder.decode(bmp.array(), target)).failure()).isEqualTo(DecodeFailure.UNREADABLE);
        }
    }

    @Test
    void failsIfTheFileEndsBeforeTheMasksOrWithinThePalette() {
        ByteBuffer masks = bmp(56, 32, MASKS, SIDE, 0)
                .putInt(54, 0xFF0000)
                .putInt(58, 0xFF00)
                .putInt(62, 0xFF);
        ByteBuffer palette = bmp(40, 8, 0, SIDE, 1024);
        for (int length = 26; length < 200; length++) {
            for (ByteBuffer bmp : List.of(masks, palette)) {
                assertThat(decoder.decode(Arrays.copyOf(bmp.array(), length), target))
                        .isInstanceOf(Failed.class);
            }
        }
    }

    @Test
    void failsOnOtherHeadersAndCompressions() {
        ByteBuffer header = bmp(40, 24, 0, SIDE, 0).putInt(14, 77);
        assertThat(((Failed) decoder.decode(header.array(), target)).failure())
                .isEqualTo(DecodeFailure.UNSUPPORTED_FORMAT);
        ByteBuffer jpeg = bmp(40, 24, 4, SIDE, 0);
        assertThat(((Failed) decoder.decode(jpeg.array(), target)).failure()).isEqualTo(DecodeFailure.UNREADABLE);
    }

    /** Creates a file of zeros after its headers; {@code extra} bytes lie between headers and pixels. */
    private static ByteBuffer bmp(int headerBytes, int bits, int compression, int height, int extra) {
        int offset = 14 + headerBytes + extra;
        int stride = (SIDE * bits + 31) / 32 * 4;
        ByteBuffer out = ByteBuffer.allocate(offset + stride * SIDE).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, (byte) 'B').put(1, (byte) 'M').putInt(10, offset).putInt(14, headerBytes);
        if (headerBytes == 12) {
            return out.putShort(18, (short) SIDE)
                    .putShort(20, (short) height)
                    .putShort(22, (short) 1)
                    .putShort(24, (short) bits);
        }
        out.putInt(18, SIDE).putInt(22, height).putShort(26, (short) 1).putShort(28, (short) bits);
        return headerBytes >= 20 ? out.putInt(30, compression) : out;
    }

    private static void write(ByteBuffer bmp, int[] pixels, int bytes, boolean bottomUp) {
        int stride = (SIDE * bytes + 3) / 4 * 4;
        for (int i = 0; i < pixels.length; i++) {
            int row = bottomUp ? SIDE - 1 - i / SIDE : i / SIDE;
            int at = bmp.getInt(10) + row * stride + i % SIDE * bytes;
            for (int b = 0; b < bytes; b++) {
                bmp.put(at + b, (byte) (pixels[i] >> (8 * b)));
            }
        }
    }

    private interface Colors {
        int[] of(int pixel);
    }

    private void assertPixels(byte[] bmp, int[] pixels, Colors colors) {
        assertThat(decoder.decode(bmp, target.clear())).isEqualTo(new Decoded(SIDE, SIDE));
        int most = 0;
        for (int i = 0; i < pixels.length; i++) {
            int[] expected = colors.of(pixels[i]);
            for (int c = 0; c < 3; c++) {
                most = Math.max(most, Math.abs((target.get(3 * i + c) & 0xFF) - expected[c]));
            }
        }
        assertThat(most).as("largest difference in levels").isLessThanOrEqualTo(2);
    }
}
