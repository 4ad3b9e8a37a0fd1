package io.pawstream.sources.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;

/** Paints shapes on an image, with antialiasing and round line ends. */
final class Brush {

    private final Graphics2D graphics;

    private Brush(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static Brush on(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return new Brush(graphics);
    }

    void fill(Shape shape, Paint paint) {
        graphics.setPaint(paint);
        graphics.fill(shape);
    }

    void ellipse(double x, double y, double radiusX, double radiusY, Paint paint) {
        fill(Shapes.ellipse(x, y, radiusX, radiusY), paint);
    }

    void line(Shape path, double width, Paint paint) {
        graphics.setPaint(paint);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    /** Restricts painting to the inside of a shape. */
    void inside(Shape clip, Runnable painting) {
        Shape before = graphics.getClip();
        graphics.clip(clip);
        painting.run();
        graphics.setClip(before);
    }

    /** Paints in transformed coordinates. */
    void in(AffineTransform coordinates, Runnable painting) {
        AffineTransform before = graphics.getTransform();
        graphics.transform(coordinates);
        painting.run();
        graphics.setTransform(before);
    }

    /** Paints a small image, enlarged so that it is blurred. */
    void blurred(BufferedImage small, int width, int height) {
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(small, 0, 0, width, height, null);
    }

    /** Paints a soft dark spot, like the shadow below an animal. */
    void shadow(double x, double y, double radiusX, double radiusY) {
        for (int ring = 0; ring < 4; ring++) {
            double size = 1.15 - 0.15 * ring;
            fill(
                    new Ellipse2D.Double(
                            x - radiusX * size, y - radiusY * size, 2 * radiusX * size, 2 * radiusY * size),
                    new Color(0, 0, 0, 26));
        }
    }

    void dispose() {
        graphics.dispose();
    }
}
