package io.pawstream.sources.drawing;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The format of a drawing. Formats without lossy compression have fewer pixels, to keep files below 700 kB. */
public enum ImageFormat {
    /** JPEG with a random quality; most drawings. */
    JPEG("jpg", "jpeg", 640_000),
    /** PNG without transparency. */
    PNG("png", "png", 140_000),
    /** PNG with transparent corners. */
    PNG_WITH_ALPHA("png", "png", 140_000),
    /** GIF with a fixed palette. */
    GIF("gif", "gif", 200_000),
    /** BMP with 24 bits per pixel. */
    BMP("bmp", "bmp", 160_000);

    private final String extension;
    private final String imageIoName;
    private final int maxPixels;

    ImageFormat(String extension, String imageIoName, int maxPixels) {
        this.extension = extension;
        this.imageIoName = imageIoName;
        this.maxPixels = maxPixels;
    }

    /** {@return a random format: mostly JPEG, as in collections of photos} */
    static ImageFormat random(SplittableRandom random) {
        int percent = random.nextInt(100);
        if (percent < 84) {
            return JPEG;
        }
        return percent < 90 ? PNG : percent < 94 ? PNG_WITH_ALPHA : percent < 98 ? GIF : BMP;
    }

    /** {@return the extension of the file name, without a dot} */
    public String extension() {
        return extension;
    }

    boolean hasAlpha() {
        return this == PNG_WITH_ALPHA;
    }

    int maxPixels() {
        return maxPixels;
    }

    byte[] encode(BufferedImage image, SplittableRandom random) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(imageIoName).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
        // Not ImageIO.write, which uses a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(prepared(image), null, null), parameters(writer, random));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode a drawing as " + this, e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private ImageWriteParam parameters(ImageWriter writer, SplittableRandom random) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (this == JPEG) {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality((float) random.nextDouble(0.5, 0.95));
        } else if (this == PNG || this == PNG_WITH_ALPHA) {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.7f);
        }
        return parameters;
    }

    private BufferedImage prepared(BufferedImage image) {
        return switch (this) {
            // Java2D dithers to a fixed palette, many times faster than the GIF writer computes one.
            case GIF -> copy(image, BufferedImage.TYPE_BYTE_INDEXED);
            case BMP -> copy(image, BufferedImage.TYPE_3BYTE_BGR);
            default -> image;
        };
    }

    private static BufferedImage copy(BufferedImage image, int type) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return copy;
    }
}
