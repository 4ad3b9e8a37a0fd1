package io.pawstream.benchmark.shared;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;

/**
 * Encoded images in memory, used in rotation.
 *
 * @param name name of the source
 * @param images encoded images, at least one; all of them can be decoded
 */
public record Workload(String name, List<byte[]> images) implements IntFunction<byte[]> {

    private static final int MAX_FILES = 400;
    private static final int MAX_DRAWN = 50;
    private static final int SEED = 1;
    private static final ImageSize ONE_PIXEL = new ImageSize(1, 1);
    private static final ImageDecoder DECODER =
            new ImageDecoder(Preprocessing.stretched(ONE_PIXEL), DecodeLimits.DEFAULT);

    /**
     * Reads the first images that can be decoded: at most 400 files, or 50 drawn images.
     *
     * @param source a directory, a zip archive, or drawn images, as in {@link ImageSource#open}
     * @return the images
     * @throws IOException if the source cannot be read or contains no image that can be decoded
     */
    public static Workload read(String source) throws IOException {
        List<byte[]> images = new ArrayList<>();
        try (ImageSource opened = ImageSource.open(source, SEED)) {
            int max = ImageSource.isDrawn(source) ? MAX_DRAWN : MAX_FILES;
            for (int i = 0; i < opened.size() && images.size() < max; i++) {
                byte[] image = opened.get(i).read();
                if (decode(image) instanceof DecodeResult.Decoded) {
                    images.add(image);
                }
            }
        }
        if (images.isEmpty()) {
            throw new IOException("no image in " + source + " can be decoded");
        }
        return new Workload(source, images);
    }

    private static DecodeResult decode(byte[] image) {
        return DECODER.decode(image, ByteBuffer.allocateDirect(ONE_PIXEL.bytes()));
    }

    /**
     * Resizes images and encodes them as JPEG.
     *
     * @param width width in pixels
     * @param height height in pixels
     * @param max maximum number of images, at least 1
     * @return the first images in the new size
     * @throws IOException if an image cannot be decoded by the JDK
     */
    public Workload scaled(int width, int height, int max) throws IOException {
        List<byte[]> scaled = new ArrayList<>();
        for (byte[] image : images.subList(0, Math.min(max, images.size()))) {
            BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = resized.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(ImageIO.read(new ByteArrayInputStream(image)), 0, 0, width, height, null);
            graphics.dispose();
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(resized, "jpg", jpeg);
            scaled.add(jpeg.toByteArray());
        }
        return new Workload(name + ", " + width + "x" + height, scaled);
    }

    /**
     * Returns the mean size of an encoded image.
     *
     * @return bytes
     */
    public double meanBytes() {
        return images.stream().mapToInt(image -> image.length).average().orElseThrow();
    }

    /**
     * Returns the mean number of pixels of an image.
     *
     * @return millions of pixels
     */
    public double meanMegapixels() {
        return images.stream()
                .mapToDouble(image -> decode(image) instanceof DecodeResult.Decoded decoded
                        ? 1e-6 * decoded.width() * decoded.height()
                        : 0)
                .average()
                .orElseThrow();
    }

    /**
     * Returns the image for a number.
     *
     * @param number number of the image, at least 0
     * @return encoded image; the same one for equal numbers modulo the number of images
     */
    @Override
    public byte[] apply(int number) {
        return images.get(number % images.size());
    }
}
