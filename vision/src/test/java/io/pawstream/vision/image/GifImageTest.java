package io.pawstream.vision.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes GIFs of up to 150x150 pixels with the defects that browsers tolerate, and compares every pixel. */
class GifImageTest {

    private static final int SIDE = 150;
    private static final byte[] TRAILER = {0x3B};
    private static final byte[] CONTROL_TRANSPARENT_7 = {0x21, (byte) 0xF9, 4, 1, 0, 0, 7, 0};

    private final ImageDecoder decoder =
            new ImageDecoder(Preprocessing.stretched(new ImageSize(SIDE, SIDE)), DecodeLimits.DEFAULT);
    private final ByteBuffer target = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    private final Random random = new Random(6);
    private final byte[] palette = bytes(768);
    private final byte[] pixels = bytes(SIDE * SIDE);

    @ParameterizedTest
    @CsvSource({"150,150,0", "0,0,0", "20,10,0", "150,150,200", "65,150,255"})
    void decodesAFrameOnAScreenOfAnySizeAndBackground(int width, int height, int background) {
        assertPixels(join(screen(width, height, background), frame(0, 0, SIDE, SIDE, 0), TRAILER), pixels, -1);
    }

    @Test
    void ignoresEverythingBehindTheFirstFrame() {
        byte[] first = join(screen(SIDE, SIDE, 0), frame(0, 0, SIDE, SIDE, 0));
        assertPixels(first, pixels, -1);
        assertPixels(join(first, new byte[50], TRAILER), pixels, -1);
        assertPixels(join(first, TRAILER, bytes(100)), pixels, -1);
        assertPixels(join(first, CONTROL_TRANSPARENT_7, Arrays.copyOf(frame(0, 0, SIDE, SIDE, 0), 40)), pixels, -1);
        assertPixels(join(first, new byte[] {0x2C, -1, -1, -1, -1, -1, -1, -1, -1, 0, 99}), pixels, -1);
    }

    @Test
    void skipsBytesBetweenBlocksAndAllExtensions() {
        byte[] comment = {0x21, (byte) 0xFE, 2, 'h', 'i', 0};
        byte[] unknown = {0x21, 0x55, 1, 9, 1, 9, 0};
        assertPixels(
                join(screen(SIDE, SIDE, 0), comment, new byte[5], unknown, frame(0, 0, SIDE, SIDE, 0), TRAILER),
                pixels,
                -1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void drawsTransparentPixelsBlackWithAnyDisposal(int disposal) {
        byte[] control = CONTROL_TRANSPARENT_7.clone();
        control[3] = (byte) (disposal << 2 | 1);
        byte[] gif = join(screen(SIDE, SIDE, 0), control, frame(0, 0, SIDE, SIDE, 0), TRAILER);
        assertPixels(gif, pixels, 7);
    }

    @Test
    void theLastOfTwoGraphicControlsCounts() {
        byte[] opaque = {0x21, (byte) 0xF9, 4, 0, 0, 0, 7, 0};
        byte[] frame = frame(0, 0, SIDE, SIDE, 0);
        assertPixels(join(screen(SIDE, SIDE, 0), CONTROL_TRANSPARENT_7, opaque, frame, TRAILER), pixels, -1);
        assertPixels(join(screen(SIDE, SIDE, 0), opaque, CONTROL_TRANSPARENT_7, frame, TRAILER), pixels, 7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theScreenAroundAFrameIsTransparentLikeTheFrameOrHasTheBackgroundColor(boolean transparent) {
        byte[] control = transparent ? CONTROL_TRANSPARENT_7 : new byte[0];
        byte[] gif = join(screen(SIDE, SIDE, 3), control, frame(20, 30, 100, 50, 0), TRAILER);
        int[] around = transparent ? new int[3] : color((byte) 3);
        assertThat(decoder.decode(gif, target)).isEqualTo(new Decoded(SIDE, SIDE));
        assertThat(TestImages.pixel(target, SIDE, 19, 30)).containsExactly(around);
        assertThat(TestImages.pixel(target, SIDE, 20, 80)).containsExactly(around);
        assertThat(TestImages.pixel(target, SIDE, 20, 30)).containsExactly(color(pixels[0]));
        assertThat(TestImages.pixel(target, SIDE, 119, 79)).containsExactly(color(pixels[49 * 100 + 99]));
    }

    @Test
    void theScreenGrowsToAFrameThatExceedsIt() {
        byte[] gif = join(screen(120, 150, 0), frame(100, 0, 50, SIDE, 0), TRAILER);
        assertThat(decoder.decode(gif, target)).isEqualTo(new Decoded(SIDE, SIDE));
        assertThat(TestImages.pixel(target, SIDE, 149, 149)).containsExactly(color(pixels[149 * 50 + 49]));
    }

    @Test
    void decodesInterlacedRows() {
        byte[] stored = new byte[SIDE * SIDE];
        int row = 0;
        for (int[] pass : new int[][] {{0, 8}, {4, 8}, {2, 4}, {1, 2}}) {
            for (int y = pass[0]; y < SIDE; y += pass[1]) {
                System.arraycopy(pixels, y * SIDE, stored, SIDE * row++, SIDE);
            }
        }
        byte[] gif = join(screen(SIDE, SIDE, 0), frame(0, 0, SIDE, SIDE, 0x40, stored), TRAILER);
        assertPixels(gif, pixels, -1);
    }

    @Test
    void usesTheLocalPaletteAndGreyWithoutAny() {
        byte[] local = join(screenWithoutPalette(), frame(0, 0, SIDE, SIDE, 0x87), TRAILER);
        assertPixels(local, pixels, -1);
        byte[] none = join(screenWithoutPalette(), frame(0, 0, SIDE, SIDE, 0), TRAILER);
        assertThat(decoder.decode(none, target.clear())).isEqualTo(new Decoded(SIDE, SIDE));
        int level = pixels[0] & 0xFF;
        assertThat(TestImages.pixel(target, SIDE, 0, 0)).containsExactly(level, level, level);
    }

    @Test
    void failsIfRowsOfTheFirstFrameAreMissing() {
        byte[] gif = join(screen(SIDE, SIDE, 0), frame(0, 0, SIDE, SIDE, 0));
        for (int length : new int[] {gif.length / 2, gif.length - 40}) {
            assertThat(((Failed) decoder.decode(Arrays.copyOf(gif, length), target)).failure())
                    .isEqualTo(DecodeFailure.TRUNCATED);
        }
        byte[] fewer = frame(0, 0, SIDE, SIDE, 0, Arrays.copyOf(pixels, 5000));
        assertThat(((Failed) decoder.decode(join(screen(SIDE, SIDE, 0), fewer, TRAILER), target)).failure())
                .isEqualTo(DecodeFailure.TRUNCATED);
    }

    @Test
    void failsWithoutAFrame() {
        assertThat(decoder.decode(join(screen(SIDE, SIDE, 0), TRAILER), target))
                .isEqualTo(new Failed(DecodeFailure.UNREADABLE, "the GIF has no frame"));
    }

    private void assertPixels(byte[] gif, byte[] indexes, int transparent) {
        assertThat(decoder.decode(gif, target.clear())).isEqualTo(new Decoded(SIDE, SIDE));
        ByteBuffer expected = ByteBuffer.allocate(SIDE * SIDE * 3);
        for (byte index : indexes) {
            for (int level : (index & 0xFF) == transparent ? new int[3] : color(index)) {
                expected.put((byte) level);
            }
        }
        byte[] decoded = new byte[expected.capacity()];
        target.get(0, decoded);
        assertThat(decoded).isEqualTo(expected.array());
    }

    private int[] color(byte index) {
        int at = 3 * (index & 0xFF);
        return new int[] {palette[at] & 0xFF, palette[at + 1] & 0xFF, palette[at + 2] & 0xFF};
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] screen(int width, int height, int background) {
        ByteBuffer out = ByteBuffer.allocate(13 + palette.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GIF89a".getBytes(US_ASCII)).putShort((short) width).putShort((short) height);
        return out.put((byte) 0xF7)
                .put((byte) background)
                .put((byte) 0)
                .put(palette)
                .array();
    }

    private static byte[] screenWithoutPalette() {
        ByteBuffer out = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GIF87a".getBytes(US_ASCII)).putShort((short) SIDE).putShort((short) SIDE);
        return out.array();
    }

    private byte[] frame(int x, int y, int width, int height, int flags) {
        return frame(x, y, width, height, flags, Arrays.copyOf(pixels, width * height));
    }

    private byte[] frame(int x, int y, int width, int height, int flags, byte[] indexes) {
        ByteBuffer head = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x2C);
        head.putShort((short) x).putShort((short) y).putShort((short) width).putShort((short) height);
        head.put((byte) flags);
        byte[] local = flags < 0 || flags > 0x7F ? palette : new byte[0];
        return join(head.array(), local, new byte[] {8}, blocks(codes(indexes)));
    }

    /** Writes each index as a code of nine bits, and clears the table before codes would grow. */
    private static byte[] codes(byte[] indexes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int buffer = 0;
        int buffered = 0;
        for (int i = 0; i <= indexes.length; i++) {
            int[] codes = i == indexes.length
                    ? new int[] {257}
                    : i % 200 == 0 ? new int[] {256, indexes[i] & 0xFF} : new int[] {indexes[i] & 0xFF};
            for (int code : codes) {
                buffer |= code << buffered;
                for (buffered += 9; buffered >= 8; buffered -= 8) {
                    out.write(buffer);
                    buffer >>>= 8;
                }
            }
        }
        out.write(buffer);
        return out.toByteArray();
    }

    private static byte[] blocks(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < data.length; at += 255) {
            int length = Math.min(255, data.length - at);
            out.write(length);
            out.write(data, at, length);
        }
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
