package io.pawstream.benchmark;

import io.pawstream.sources.PictureSource;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.image.PictureDecoder;
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
 * Encoded pictures in memory, which are taken in turns.
 *
 * @param name what they are
 * @param pictures JPEG, PNG and so on; all can be decoded
 */
public record Workload(String name, List<byte[]> pictures) implements IntFunction<byte[]> {

    private static final int MOST_FILES = 400;
    private static final int MOST_DRAWN = 50;
    private static final int SEED = 1;

    /**
     * Reads the first pictures that can be decoded.
     *
     * @param what a folder, a zip archive, or {@value PictureSource#DRAWN}
     * @throws IOException if there are none
     */
    public static Workload read(String what) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        ImageSize size = new ImageSize(1, 1);
        PictureDecoder decoder = new PictureDecoder(size, DecodeLimits.DEFAULT);
        try (PictureSource source = PictureSource.open(what, SEED)) {
            int most = what.equals(PictureSource.DRAWN) ? MOST_DRAWN : MOST_FILES;
            for (int i = 0; i < source.size() && pictures.size() < most; i++) {
                byte[] picture = source.get(i).read();
                if (decoder.decode(picture, ByteBuffer.allocateDirect(size.bytes())) instanceof DecodeResult.Decoded) {
                    pictures.add(picture);
                }
            }
        }
        if (pictures.isEmpty()) {
            throw new IOException("there is no picture in " + what + " that can be decoded");
        }
        return new Workload(what, pictures);
    }

    /** The same pictures as JPEGs of another size. */
    public Workload scaled(int width, int height, int most) throws IOException {
        List<byte[]> scaled = new ArrayList<>();
        for (byte[] picture : pictures.subList(0, Math.min(most, pictures.size()))) {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(ImageIO.read(new ByteArrayInputStream(picture)), 0, 0, width, height, null);
            graphics.dispose();
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", jpeg);
            scaled.add(jpeg.toByteArray());
        }
        return new Workload(name + ", " + width + "x" + height, scaled);
    }

    /** Mean number of bytes of a picture. */
    public double meanBytes() {
        return pictures.stream().mapToInt(picture -> picture.length).average().orElseThrow();
    }

    @Override
    public byte[] apply(int number) {
        return pictures.get(number % pictures.size());
    }
}
