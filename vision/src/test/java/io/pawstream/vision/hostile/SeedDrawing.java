package io.pawstream.vision.hostile;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Random;

/** Draws images with edges, areas and noise, to exercise all parts of an encoder. */
final class SeedDrawing {

    private SeedDrawing() {}

    /** Draws an image of a {@link BufferedImage} type; a third of it is transparent if the type has alpha. */
    static BufferedImage image(int width, int height, int type) {
        return draw(new BufferedImage(width, height, type));
    }

    /** Draws an image with 2, 4, 16 or 256 colors, the last of which is transparent. */
    static BufferedImage drawWithPalette(int width, int height, int bits) {
        int colors = 1 << bits;
        byte[] red = new byte[colors];
        byte[] green = new byte[colors];
        byte[] blue = new byte[colors];
        new Random(bits).nextBytes(red);
        new Random(bits + 1).nextBytes(green);
        new Random(bits + 2).nextBytes(blue);
        IndexColorModel palette = new IndexColorModel(bits, colors, red, green, blue, colors - 1);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        return draw(new BufferedImage(width, height, type, palette));
    }

    private static BufferedImage draw(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean alpha = image.getColorModel().hasAlpha();
        Random random = new Random(width * 31L + height);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(90, 140, 200));
        g.fillRect(0, 0, alpha ? width * 2 / 3 : width, height);
        for (int i = 0; i < 12; i++) {
            g.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), alpha ? 120 : 255));
            g.fillOval(random.nextInt(width), random.nextInt(height), 1 + width / 3, 1 + height / 4);
        }
        g.dispose();
        for (int i = 0; i < width * height / 10; i++) {
            image.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt());
        }
        return image;
    }
}
