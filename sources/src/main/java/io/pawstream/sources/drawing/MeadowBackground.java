package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.GradientPaint;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** A meadow: sky, hills and grass in the colors of any season. */
final class MeadowBackground implements Background {

    private final Color sky;
    private final Color haze;
    private final Color hill;
    private final Color grass;
    private final double horizon;
    private final boolean clouds;

    MeadowBackground(SplittableRandom random) {
        sky = Color.getHSBColor((float) random.nextDouble(0.53, 0.64), (float) random.nextDouble(0.2, 0.65), (float)
                random.nextDouble(0.6, 1));
        haze = Color.getHSBColor((float) random.nextDouble(), (float) random.nextDouble(0.02, 0.25), 0.96f);
        grass = Color.getHSBColor((float) random.nextDouble(0.14, 0.38), (float) random.nextDouble(0.3, 0.7), (float)
                random.nextDouble(0.35, 0.75));
        hill = Colors.mixed(grass, sky, random.nextDouble(0.2, 0.5));
        horizon = random.nextDouble(0.3, 0.65);
        clouds = random.nextBoolean();
    }

    @Override
    public void paint(Brush brush, Dimension size, SplittableRandom random) {
        double width = size.width;
        double height = size.height;
        double line = height * horizon;
        brush.fill(new Rectangle2D.Double(0, 0, width, height), new GradientPaint(0, 0, sky, 0, (float) line, haze));
        for (int cloud = 0; clouds && cloud < 3; cloud++) {
            cloud(brush, width * random.nextDouble(), line * random.nextDouble(0.1, 0.6), height * 0.06, random);
        }
        for (int i = 0; i < 3; i++) {
            double radius = width * random.nextDouble(0.3, 0.6);
            brush.ellipse(width * random.nextDouble(), line + radius * 0.35, radius, radius * 0.5, hill);
        }
        brush.fill(
                new Rectangle2D.Double(0, line, width, height - line),
                new GradientPaint(
                        0, (float) line, Colors.scaled(grass, 1.15), 0, size.height, Colors.scaled(grass, 0.7)));
        for (int i = 0; i < 140; i++) {
            blade(brush, size, line, random);
        }
    }

    private void cloud(Brush brush, double x, double y, double radius, SplittableRandom random) {
        for (int puff = 0; puff < 4; puff++) {
            double size = radius * random.nextDouble(0.6, 1.2);
            brush.ellipse(x + puff * radius * 0.8, y, size, size * 0.7, Colors.mixed(haze, Color.WHITE, 0.6));
        }
    }

    private void blade(Brush brush, Dimension size, double line, SplittableRandom random) {
        // Nearer blades are longer.
        double depth = random.nextDouble();
        double x = size.width * random.nextDouble();
        double y = line + (size.height - line) * depth;
        double length = size.height * (0.015 + 0.05 * depth);
        Color color = Colors.scaled(grass, random.nextDouble(0.65, 1.35));
        double lean = length * random.nextDouble(-0.6, 0.6);
        brush.fill(Shapes.polygon(x - length * 0.09, y, x + length * 0.09, y, x + lean, y - length), color);
    }
}
