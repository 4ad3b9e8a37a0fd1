package io.pawstream.sources.drawing;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Makes the corners of an image transparent, with an oval or rounded outline. */
final class Cutout {

    private Cutout() {}

    static void apply(BufferedImage image, SplittableRandom random) {
        int width = image.getWidth();
        int height = image.getHeight();
        double arc = Math.min(width, height) * random.nextDouble(0.2, 0.6);
        Shape inside = random.nextBoolean()
                ? new Ellipse2D.Double(0, 0, width, height)
                : new RoundRectangle2D.Double(0, 0, width, height, arc, arc);
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = mask.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fill(inside);
        graphics.dispose();
        Graphics2D target = image.createGraphics();
        target.setComposite(AlphaComposite.DstIn);
        target.drawImage(mask, 0, 0, null);
        target.dispose();
    }
}
