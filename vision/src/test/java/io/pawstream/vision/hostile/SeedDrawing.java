package io.pawstream.vision.hostile;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Random;

/** Draws images with edges, areas and noise, so that every part of an encoder has something to do. */
final class SeedDrawing {

    private SeedDrawing() {}

    /** An image of a type of {@link BufferedImage}; where the type has alpha, a third of it is transparent. */
    static BufferedImage image(int width, int height, int type) {
        return draw(new BufferedImage(width, height, type));
    }

    /** An image of 2, 4, 16 or 256 colours, the last of which is transparent. */
    static BufferedImage drawWithPalette(int width, int height, int bits) {
        int colours = 1 << bits;
        byte[] red = new byte[colours];
        byte[] green = new byte[colours];
        byte[] blue = new byte[colours];
        new Random(bits).nextBytes(red);
        new Random(bits + 1).nextBytes(green);
        new Random(bits + 2).nextBytes(blue);
        IndexColorModel palette = new IndexColorModel(bits, colours, red, green, blue, colours - 1);
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
