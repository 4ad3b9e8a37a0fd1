package io.pawstream.benchmark;

import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.image.ImageSize;
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
 * Encoded images in memory, which are taken in turns.
 *
 * @param name what they are
 * @param images JPEG, PNG and so on; all can be decoded
 */
public record Workload(String name, List<byte[]> images) implements IntFunction<byte[]> {

    private static final int MOST_FILES = 400;
    private static final int MOST_DRAWN = 50;
    private static final int SEED = 1;

    /**
     * Reads the first images that can be decoded.
     *
     * @param what a folder, a zip archive, or {@value ImageSource#DRAWN}
     * @throws IOException if there are none
     */
    public static Workload read(String what) throws IOException {
        List<byte[]> images = new ArrayList<>();
        ImageSize size = new ImageSize(1, 1);
        ImageDecoder decoder = new ImageDecoder(size, DecodeLimits.DEFAULT);
        try (ImageSource source = ImageSource.open(what, SEED)) {
            int most = what.equals(ImageSource.DRAWN) ? MOST_DRAWN : MOST_FILES;
            for (int i = 0; i < source.size() && images.size() < most; i++) {
                byte[] image = source.get(i).read();
                if (decoder.decode(image, ByteBuffer.allocateDirect(size.bytes())) instanceof DecodeResult.Decoded) {
                    images.add(image);
                }
            }
        }
        if (images.isEmpty()) {
            throw new IOException("there is no image in " + what + " that can be decoded");
        }
        return new Workload(what, images);
    }

    /** The same images as JPEGs of another size. */
    public Workload scaled(int width, int height, int most) throws IOException {
        List<byte[]> scaled = new ArrayList<>();
        for (byte[] image : images.subList(0, Math.min(most, images.size()))) {
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

    /** Mean number of bytes of an image. */
    public double meanBytes() {
        return images.stream().mapToInt(image -> image.length).average().orElseThrow();
    }

    @Override
    public byte[] apply(int number) {
        return images.get(number % images.size());
    }
}
