package io.pawstream.vision.image;

import static io.pawstream.vision.image.TestImages.encode;
import static io.pawstream.vision.image.TestImages.flag;
import static io.pawstream.vision.image.TestImages.pixel;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private static final ImageSize SIZE = new ImageSize(150, 150);

    private final ImageDecoder decoder = new ImageDecoder(Preprocessing.stretched(SIZE), DecodeLimits.DEFAULT);
    private final ByteBuffer target = ByteBuffer.allocateDirect(SIZE.bytes());

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
    void decodesEachFormatToRgbFromTopToBottom(String format) throws IOException {
        assertThat(decoder.decode(flag(400, 300, format), target)).isEqualTo(new Decoded(400, 300));
        assertThat(target.position()).isEqualTo(SIZE.bytes());
        assertFlag(15);
    }

    @Test
    void decodesWebpWithAndWithoutTransparency() {
        // Lossless, 2x2: red and green above blue and a transparent white.
        byte[] lossless = Base64.getDecoder()
                .decode("UklGRjAAAABXRUJQVlA4TCMAAAAvAUAAEB8gEEjeHzqN+RcQFPwfnYCgyP/RImYPwg0YIvofAgA=");
        assertThat(decoder.decode(lossless, target)).isEqualTo(new Decoded(2, 2));
        assertThat(pixel(target, 150, 0, 0)).containsExactly(255, 0, 0);
        assertThat(pixel(target, 150, 149, 0)).containsExactly(0, 255, 0);
        assertThat(pixel(target, 150, 0, 149)).containsExactly(0, 0, 255);
        assertThat(pixel(target, 150, 149, 149)).containsExactly(0, 0, 0);

        byte[] lossy = Base64.getDecoder()
                .decode(
                        "UklGRkAAAABXRUJQVlA4IDQAAAAQAgCdASoQAAgAAMASJaACdLoB+AH4AAPIAP75Ns//dPSEDR/zB//0fL+j5f0fL/6NoAAA");
        target.clear();
        assertThat(decoder.decode(lossy, target)).isEqualTo(new Decoded(16, 8));
        assertColor(pixel(target, 150, 75, 75), 250, 10, 10, 12);
    }

    @ParameterizedTest
    @CsvSource({"150,150,1", "299,299,2", "298,400,1", "300,300,2", "1200,1200,8", "1193,1193,8", "1192,5000,4"})
    void reducesAJpegToNoLessThanTheSizeOfTheModel(int width, int height, int reduction) {
        assertThat(JpegImage.reduction(width, height, 150)).isEqualTo(reduction);
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 151, 299, 300, 640, 1200, 2500})
    void aReducedJpegHasTheSameColors(int side) throws IOException {
        assertThat(decoder.decode(flag(side, side, "jpg"), target)).isEqualTo(new Decoded(side, side));
        assertFlag(15);
    }

    @Test
    void appliesTheExifOrientation() throws IOException {
        // Orientation 6: the top row of the file is the right column of the image.
        byte[] rotated = withOrientation(flag(400, 200, "jpg"), 6);
        assertThat(decoder.decode(rotated, target)).isEqualTo(new Decoded(200, 400));
        assertThat(pixel(target, 150, 100, 20)[0]).isGreaterThan(150);
        assertThat(pixel(target, 150, 100, 130)[2]).isGreaterThan(150);
        assertThat(pixel(target, 150, 10, 75)[1]).isGreaterThan(150);
    }

    @Test
    void blendsTransparencyWithBlack() throws IOException {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(200, 100, 50, 128));
        g.fillRect(0, 0, 150, 300);
        g.dispose();
        decoder.decode(encode(image, "png"), target);
        assertThat(pixel(target, 150, 30, 75)).satisfies(rgb -> {
            assertThat(rgb[0]).isBetween(98, 102);
            assertThat(rgb[1]).isBetween(48, 52);
            assertThat(rgb[2]).isBetween(23, 27);
        });
        assertThat(pixel(target, 150, 120, 75)).containsExactly(0, 0, 0);
    }

    @Test
    void convertsGreyAndSixteenBitsToEightBitRgb() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage grey = new BufferedImage(200, 200, type);
            Graphics2D g = grey.createGraphics();
            g.setColor(Color.WHITE);
            g.fillRect(100, 0, 100, 200);
            g.dispose();
            target.clear();
            assertThat(decoder.decode(encode(grey, "png"), target)).isEqualTo(new Decoded(200, 200));
            assertThat(pixel(target, 150, 20, 75)).containsExactly(0, 0, 0);
            assertThat(pixel(target, 150, 130, 75)).containsExactly(255, 255, 255);
        }
    }

    @Test
    void interpolatesBilinearlyWithHalfPixelCenters() throws IOException {
        // Resize 100 alternating black and white columns to 150: column x samples at (x + 0.5) * 2/3 - 0.5.
        BufferedImage stripes = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
        for (int x = 1; x < 100; x += 2) {
            for (int y = 0; y < 100; y++) {
                stripes.setRGB(x, y, 0xFFFFFF);
            }
        }
        decoder.decode(encode(stripes, "png"), target);
        for (int x = 1; x < 149; x++) {
            double at = (x + 0.5) * 2 / 3 - 0.5;
            int left = (int) Math.floor(at);
            double expected = 255 * (left % 2 == 0 ? at - left : 1 - (at - left));
            assertThat((double) pixel(target, 150, x, 75)[0]).isBetween(expected - 1, expected + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp"})
    void failsOnATruncatedImage(String format) throws IOException {
        byte[] whole = flag(400, 300, format);
        for (double share : new double[] {0.3, 0.6, 0.9}) {
            target.clear();
            byte[] cut = Arrays.copyOf(whole, (int) (whole.length * share));
            assertThat(failure(decoder.decode(cut, target))).isEqualTo(DecodeFailure.TRUNCATED);
        }
    }

    @Test
    void failsOnATruncatedJpegWithANewEndMarker() throws IOException {
        byte[] cut = Arrays.copyOf(flag(400, 300, "jpg"), 3000);
        cut[2998] = (byte) 0xFF;
        cut[2999] = (byte) 0xD9;
        assertThat(failure(decoder.decode(cut, target))).isEqualTo(DecodeFailure.TRUNCATED);
    }

    @Test
    void failsOnAJpegThatIsTruncatedBetweenRestartIntervals() throws IOException {
        byte[] whole = withRestarts(flag(120, 80, "png"));
        assertThat(decoder.decode(whole, target)).isEqualTo(new Decoded(120, 80));
        int intervals = 0;
        for (int at = 0; at < whole.length - 1; at++) {
            int marker = whole[at + 1] & 0xFF;
            if (whole[at] == (byte) 0xFF && marker >= 0xD0 && marker <= 0xD7) {
                intervals++;
                for (int length : new int[] {at, at + 2}) {
                    target.clear();
                    assertThat(failure(decoder.decode(Arrays.copyOf(whole, length), target)))
                            .as("truncated after interval %d, to %d bytes", intervals, length)
                            .isEqualTo(DecodeFailure.TRUNCATED);
                }
            }
        }
        assertThat(intervals).isGreaterThan(5);
    }

    private static byte[] withRestarts(byte[] png) {
        try (BytePointer bytes = new BytePointer(png);
                Mat encoded = new Mat(1, png.length, opencv_core.CV_8UC1, bytes);
                Mat image = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR);
                BytePointer out = new BytePointer();
                IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 3)) {
            assertThat(opencv_imgcodecs.imencode(".jpg", image, out, options)).isTrue();
            byte[] jpeg = new byte[(int) out.limit()];
            out.get(jpeg);
            return jpeg;
        }
    }

    @Test
    void acceptsBytesAfterTheEndMarkerAndAMissingEndMarkerAfterAllRows() throws IOException {
        byte[] whole = flag(400, 300, "jpg");
        byte[] longer = Arrays.copyOf(whole, whole.length + 1000);
        assertThat(decoder.decode(longer, target)).isEqualTo(new Decoded(400, 300));
        target.clear();
        byte[] withoutMarker = Arrays.copyOf(whole, whole.length - 2);
        assertThat(decoder.decode(withoutMarker, target)).isEqualTo(new Decoded(400, 300));
    }

    @Test
    void acceptsAnImageWithAGreyCorner() throws IOException {
        BufferedImage image = flag(400, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(128, 128, 128));
        g.fillRect(300, 200, 100, 100);
        g.dispose();
        assertThat(decoder.decode(encode(image, "jpg"), target)).isEqualTo(new Decoded(400, 300));
    }

    @Test
    void failsOnDataThatIsNotAnImage() {
        assertThat(failure(decoder.decode(new byte[0], target))).isEqualTo(DecodeFailure.UNSUPPORTED_FORMAT);
        assertThat(failure(decoder.decode("<html>not found</html>".getBytes(UTF_8), target)))
                .isEqualTo(DecodeFailure.UNSUPPORTED_FORMAT);
        assertThat(failure(decoder.decode(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}, target)))
                .isEqualTo(DecodeFailure.UNREADABLE);
    }

    @Test
    void failsOnTooManyPixelsByTheHeaderAlone() throws IOException {
        byte[] png = flag(100, 100, "png");
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
        TestImages.fixChecksum(png, 8);
        assertThat(decoder.decode(png, target))
                .isEqualTo(
                        new Failed(DecodeFailure.TOO_MANY_PIXELS, "30000x30000 pixels; at most 50000000 are allowed"));
    }

    @Test
    void failsOnTooMuchWorkByTheHeaderAlone() throws IOException {
        ImageDecoder strict =
                new ImageDecoder(Preprocessing.stretched(SIZE), new DecodeLimits(1_000_000, 1_000_000, 500_000));
        assertThat(strict.decode(flag(400, 300, "png"), target))
                .isEqualTo(new Failed(
                        DecodeFailure.TOO_MUCH_WORK,
                        "720000 visits of samples to decode 400x300 pixels; at most 500000 are allowed"));
        assertThat(strict.decode(flag(300, 200, "png"), target)).isEqualTo(new Decoded(300, 200));
    }

    @Test
    void failsOnASideThatIsTooLong() throws IOException {
        byte[] png = flag(100, 100, "png");
        ByteBuffer.wrap(png).putInt(16, 10).putInt(20, 300_000);
        TestImages.fixChecksum(png, 8);
        assertThat(failure(decoder.decode(png, target))).isEqualTo(DecodeFailure.TOO_MANY_PIXELS);
    }

    @Test
    void failsOnTooManyBytes() throws IOException {
        ImageDecoder strict =
                new ImageDecoder(Preprocessing.stretched(SIZE), new DecodeLimits(1_000_000, 1_000, 1_000_000));
        assertThat(failure(strict.decode(flag(400, 300, "jpg"), target))).isEqualTo(DecodeFailure.TOO_MANY_BYTES);
    }

    @Test
    void requiresADirectBufferThatIsLargeEnough() {
        assertThatThrownBy(() -> decoder.decode(new byte[0], ByteBuffer.allocate(SIZE.bytes())))
                .hasMessageContaining("direct buffer with 67500 bytes");
    }

    private void assertFlag(int tolerance) {
        assertColor(pixel(target, 150, 35, 50), 213, 33, 33, tolerance);
        assertColor(pixel(target, 150, 115, 50), 33, 33, 213, tolerance);
        assertColor(pixel(target, 150, 75, 135), 40, 220, 40, tolerance);
    }

    private static void assertColor(int[] rgb, int red, int green, int blue, int tolerance) {
        assertThat(rgb[0]).isBetween(red - tolerance, red + tolerance);
        assertThat(rgb[1]).isBetween(green - tolerance, green + tolerance);
        assertThat(rgb[2]).isBetween(blue - tolerance, blue + tolerance);
    }

    private static DecodeFailure failure(DecodeResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).failure();
    }

    /** Inserts an EXIF segment with an orientation after the start of a JPEG. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 36);
        out.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) 34);
        out.put("Exif\0\0MM\0*".getBytes(UTF_8)).putInt(8).putShort((short) 1);
        out.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        out.putInt(0);
        out.put(jpeg, 2, jpeg.length - 2);
        return out.array();
    }
}
