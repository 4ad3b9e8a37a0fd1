package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.MultipleGradientPaint;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/**
 * The colors of an animal, from palettes that all species share.
 *
 * @param base color of most of the fur
 * @param marking color of stripes, spots and ears
 * @param light color of muzzle, chest and paws
 * @param skin color of the inner ears and the tongue
 * @param nose color of the nose
 * @param iris color of the eyes
 * @param collar color of a collar
 * @param outlineWidth width of the dark outline, 0 for none
 * @param tuft length of the tufts along the outline, 0 for smooth fur
 */
record Coat(
        Color base,
        Color marking,
        Color light,
        Color skin,
        Color nose,
        Color iris,
        Color collar,
        double outlineWidth,
        double tuft) {

    private static final int[][] FURS = {
        {0xE0954A, 0xB05F22, 0xFCE9CF}, // ginger
        {0x9499A3, 0x5C626D, 0xECEEF2}, // grey
        {0x45454D, 0x29292E, 0xF0F0F0}, // black and white
        {0x50484A, 0x302A2C, 0xA87C52}, // black and tan
        {0xF2ECDF, 0xD3BC93, 0xFFFFFF}, // cream
        {0x95653E, 0x5E3C22, 0xEBD5B8}, // brown
        {0xCDA06B, 0x91673D, 0xF8EAD4}, // tan
        {0xE8DAC0, 0x6E5140, 0xF6EEDF}, // pale with dark marks
        {0xF5F3EF, 0x47474D, 0xFFFFFF}, // white with black marks
        {0xF3EDE4, 0xC67F3B, 0xFFFFFF}, // white with ginger marks
        {0x7C8CA0, 0x4E5B6C, 0xDDE4EC}, // blue-grey
    };
    private static final int[] IRISES = {0xC9962E, 0x7FA650, 0x6E4A2A, 0x5C9CCB, 0xA8702A};
    private static final int[] NOSES = {0x2E2629, 0x3A2A28, 0x8A4F4B, 0xD98C88};

    static Coat random(SplittableRandom random) {
        int[] fur = FURS[random.nextInt(FURS.length)];
        double brightness = random.nextDouble(0.88, 1.1);
        double warmth = random.nextDouble(-0.06, 0.06);
        return new Coat(
                Colors.shifted(fur[0], brightness, warmth),
                Colors.shifted(fur[1], brightness, warmth),
                Colors.shifted(fur[2], Math.min(1, brightness), warmth),
                Colors.shifted(0xEFA3A0, random.nextDouble(0.85, 1.05), 0),
                new Color(NOSES[random.nextInt(NOSES.length)]),
                Colors.shifted(IRISES[random.nextInt(IRISES.length)], random.nextDouble(0.85, 1.15), 0),
                Color.getHSBColor((float) random.nextDouble(), 0.75f, (float) random.nextDouble(0.5, 0.95)),
                random.nextInt(4) == 0 ? 0 : random.nextDouble(0.02, 0.06),
                random.nextInt(5) < 2 ? random.nextDouble(0.08, 0.2) : 0);
    }

    Color outline() {
        return Colors.scaled(base, Colors.luminance(base) < 90 ? 0.45 : 0.5);
    }

    /** {@return a paint for a rounded shape: lit from the upper left, darker towards the lower right} */
    static Paint round(Color color, Shape shape) {
        Rectangle2D box = shape.getBounds2D();
        AffineTransform place =
                new AffineTransform(box.getWidth() / 2, 0, 0, box.getHeight() / 2, box.getCenterX(), box.getCenterY());
        return new RadialGradientPaint(
                new Point2D.Double(-0.25, -0.4),
                1.5f,
                new Point2D.Double(-0.25, -0.4),
                new float[] {0, 0.45f, 1},
                new Color[] {Colors.scaled(color, 1.1), color, Colors.scaled(color, 0.68)},
                MultipleGradientPaint.CycleMethod.NO_CYCLE,
                MultipleGradientPaint.ColorSpaceType.SRGB,
                place);
    }

    /** Paints a rounded part with an outline. */
    void part(Brush brush, Shape shape, Color color) {
        brush.fill(shape, round(color, shape));
        edge(brush, shape);
    }

    void edge(Brush brush, Shape shape) {
        if (outlineWidth > 0) {
            brush.line(shape, outlineWidth, outline());
        }
    }

    /** {@return the shape with tufts if the fur has them} */
    Shape furry(Shape shape, SplittableRandom random) {
        return tuft > 0 ? Shapes.fluffy(shape, tuft, random) : shape;
    }
}
