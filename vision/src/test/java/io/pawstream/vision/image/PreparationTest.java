package io.pawstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Preprocessing.Decode;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the pixels of cards with antialiasing and a center crop with those of Pillow and torchvision. */
class PreparationTest {

    @ParameterizedTest
    @CsvSource({
        // shrinks, grows, shrinks one side and grows the other, odd remainders, one pixel, a long row
        "50, 37, 34, 25",
        "20, 16, 45, 33",
        "61, 9, 17, 40",
        "200, 150, 7, 5",
        "1, 1, 6, 4",
        "2000, 1, 24, 3",
        "33, 33, 33, 33",
        "640, 3, 5, 64"
    })
    void anAntialiasedResizeEqualsPillow(int width, int height, int newWidth, int newHeight) throws Exception {
        for (Filter filter : Filter.values()) {
            int[][][] image = noise(height, width);
            ImageSize size = new ImageSize(newWidth, newHeight);
            Preprocessing stretched = new Preprocessing(Decode.FULL, Resize.to(size), filter, true, null);

            assertClose(decode(stretched, png(image)), new PillowResize(filter).apply(image, newHeight, newWidth));
        }
    }

    /** The remainder is even, odd, and half of an odd number, which is rounded to the even neighbour. */
    @ParameterizedTest
    @CsvSource({
        "60, 40, 20, 16",
        "40, 60, 20, 15",
        "61, 40, 20, 20",
        "40, 63, 21, 18",
        "200, 20, 30, 25",
        "24, 24, 24, 24"
    })
    void theMiddleOfTheResizedImageIsKept(int width, int height, int shortest, int crop) throws Exception {
        int[][][] image = noise(height, width);
        int newWidth = width < height ? shortest : shortest * width / height;
        int newHeight = width < height ? shortest * height / width : shortest;
        int[][][] resized = new PillowResize(Filter.BILINEAR).apply(image, newHeight, newWidth);
        int left = roundHalfToEven(newWidth - crop);
        int top = roundHalfToEven(newHeight - crop);
        int[][][] expected = new int[crop][crop][];
        for (int y = 0; y < crop; y++) {
            for (int x = 0; x < crop; x++) {
                expected[y][x] = resized[top + y][left + x];
            }
        }

        assertClose(decode(cropped(shortest, crop, crop), png(image)), expected);
    }

    private static int roundHalfToEven(int twice) {
        return twice % 2 == 0 ? twice / 2 : twice / 2 + (twice / 2) % 2;
    }

    /** An image that is stored turned has the pixels of the same image that is stored upright. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrientationIsAppliedBeforeTheShortestEdgeAndTheCrop(int orientation) throws Exception {
        int[][][] upright = noise(45, 91);
        byte[] turned = TestImages.withOrientation(png(stored(upright, orientation)), orientation);
        Preprocessing preprocessing = cropped(31, 30, 17);
        ByteBuffer pixels = decode(preprocessing, turned, new Decoded(91, 45));

        ByteBuffer expected = decode(preprocessing, png(upright), new Decoded(91, 45));
        for (int i = 0; i < pixels.capacity(); i++) {
            assertThat(pixels.get(i) & 0xFF)
                    .as("byte %d", i)
                    .isBetween((expected.get(i) & 0xFF) - 1, (expected.get(i) & 0xFF) + 1);
        }
    }

    /** Turns an image so that an orientation turns it back. */
    private static int[][][] stored(int[][][] upright, int orientation) {
        int height = upright.length;
        int width = upright[0].length;
        boolean swaps = orientation >= 5;
        int[][][] stored = new int[swaps ? width : height][swaps ? height : width][];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int mirroredX = width - 1 - x;
                int mirroredY = height - 1 - y;
                switch (orientation) {
                    case 2 -> stored[y][mirroredX] = upright[y][x];
                    case 3 -> stored[mirroredY][mirroredX] = upright[y][x];
                    case 4 -> stored[mirroredY][x] = upright[y][x];
                    case 5 -> stored[x][y] = upright[y][x];
                    case 6 -> stored[mirroredX][y] = upright[y][x];
                    case 7 -> stored[mirroredX][mirroredY] = upright[y][x];
                    case 8 -> stored[x][mirroredY] = upright[y][x];
                    default -> stored[y][x] = upright[y][x];
                }
            }
        }
        return stored;
    }

    @Test
    void transparentPixelsAreBlackAndGreyIsRgb() throws Exception {
        BufferedImage transparent = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        ByteBuffer black = decode(cropped(20, 10, 10), TestImages.encode(transparent, "png"));
        for (int i = 0; i < black.capacity(); i++) {
            assertThat(black.get(i)).isZero();
        }
        BufferedImage grey = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 40, 40, 0, new int[1600]);
        grey.getRaster().setSample(20, 20, 0, 255);
        ByteBuffer pixels = decode(cropped(20, 10, 10), TestImages.encode(grey, "png"));
        for (int i = 0; i < pixels.capacity(); i += 3) {
            assertThat(pixels.get(i + 1)).isEqualTo(pixels.get(i));
            assertThat(pixels.get(i + 2)).isEqualTo(pixels.get(i));
        }
    }

    /** A bilinear filter that widens sees every pixel, one that does not sees only those around the middle. */
    @Test
    void withoutAntialiasingOnlyNeighboursCount() throws Exception {
        int[][][] image = new int[8][8][3];
        image[0][0] = new int[] {200, 200, 200};
        ImageSize one = new ImageSize(1, 1);
        ByteBuffer plain =
                decode(new Preprocessing(Decode.FULL, Resize.to(one), Filter.BILINEAR, false, null), png(image));
        assertThat(plain.get(0)).isZero();
        ByteBuffer widened =
                decode(new Preprocessing(Decode.FULL, Resize.to(one), Filter.BILINEAR, true, null), png(image));
        assertThat(widened.get(0)).isPositive();
    }

    /** Reduced decoding would lose what antialiasing is for. */
    @ParameterizedTest
    @EnumSource(Decode.class)
    void decodesAJpegInFullOrReduced(Decode decode) throws Exception {
        byte[] jpeg = TestImages.flag(640, 480, "jpg");
        Preprocessing preprocessing =
                new Preprocessing(decode, Resize.shortestEdge(60), Filter.BILINEAR, true, new ImageSize(56, 56));
        OpenedImage opened = new ImageDecoder(preprocessing, DecodeLimits.DEFAULT).open(jpeg);

        long full = 641L * 481 * 3;
        if (decode == Decode.FULL) {
            assertThat(opened.memoryBytes()).isGreaterThan(full);
        } else {
            assertThat(opened.memoryBytes()).isLessThan(full);
        }
        ByteBuffer pixels = ByteBuffer.allocateDirect(56 * 56 * 3);
        assertThat(opened.decode(pixels)).isEqualTo(new Decoded(640, 480));
    }

    @Test
    void anImageThatWouldBecomeTooLargeIsRefused() throws Exception {
        byte[] row = png(new int[1][20_000][3]);
        DecodeResult result = new ImageDecoder(cropped(256, 224, 224), DecodeLimits.DEFAULT)
                .decode(row, ByteBuffer.allocateDirect(224 * 224 * 3));

        assertThat(result)
                .isEqualTo(new Failed(
                        DecodeFailure.TOO_MANY_PIXELS,
                        "20000x1 pixels are resized to 5120000x256; at most 50000000 pixels are allowed"));
        assertThat(decode(cropped(256, 224, 224), png(noise(1, 500))).capacity())
                .isEqualTo(224 * 224 * 3);
    }

    @Test
    void resizingCountsAsWork() throws Exception {
        byte[] image = png(new int[500][500][3]);
        DecodeLimits tight = new DecodeLimits(1_000_000, 1_000_000, 1_600_000);
        ByteBuffer target = ByteBuffer.allocateDirect(150 * 150 * 3);

        assertThat(new ImageDecoder(Preprocessing.stretched(new ImageSize(150, 150)), tight).decode(image, target))
                .isInstanceOf(Decoded.class);
        target.clear();
        assertThat(new ImageDecoder(cropped(150, 150, 150), tight).decode(image, target))
                .isInstanceOf(Failed.class);
    }

    private static Preprocessing cropped(int shortest, int width, int height) {
        return new Preprocessing(
                Decode.FULL, Resize.shortestEdge(shortest), Filter.BILINEAR, true, new ImageSize(width, height));
    }

    private static ByteBuffer decode(Preprocessing preprocessing, byte[] encoded) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(preprocessing.size().bytes());
        assertThat(new ImageDecoder(preprocessing, DecodeLimits.DEFAULT).decode(encoded, pixels))
                .isInstanceOf(Decoded.class);
        return pixels.flip();
    }

    private static ByteBuffer decode(Preprocessing preprocessing, byte[] encoded, Decoded size) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(preprocessing.size().bytes());
        assertThat(new ImageDecoder(preprocessing, DecodeLimits.DEFAULT).decode(encoded, pixels))
                .isEqualTo(size);
        return pixels.flip();
    }

    /** At most one level of difference, except for one byte in a thousand, where both passes are rounded differently. */
    private static void assertClose(ByteBuffer pixels, int[][][] expected) {
        int at = 0;
        int apart = 0;
        for (int[][] row : expected) {
            for (int[] pixel : row) {
                for (int sample : pixel) {
                    int difference = Math.abs((pixels.get(at) & 0xFF) - sample);
                    assertThat(difference).as("byte %d", at).isLessThanOrEqualTo(2);
                    apart += difference == 2 ? 1 : 0;
                    at++;
                }
            }
        }
        assertThat(pixels.remaining()).isEqualTo(at);
        assertThat(apart).isLessThanOrEqualTo(at / 1000);
    }

    /** Blocks of noise with a gradient, so that neither pixels nor rows are alike. */
    private static int[][][] noise(int height, int width) {
        Random random = new Random(31L * height + width);
        int[][][] image = new int[height][width][3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    image[y][x][c] = (random.nextInt(156) + (x + 2 * y + 40 * c) % 100) & 0xFF;
                }
            }
        }
        return image;
    }

    private static byte[] png(int[][][] image) throws Exception {
        BufferedImage buffered = new BufferedImage(image[0].length, image.length, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.length; y++) {
            for (int x = 0; x < image[0].length; x++) {
                int[] p = image[y][x];
                buffered.setRGB(x, y, p[0] << 16 | p[1] << 8 | p[2]);
            }
        }
        return TestImages.encode(buffered, "png");
    }
}
