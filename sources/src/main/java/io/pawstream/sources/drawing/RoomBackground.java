package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.GradientPaint;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** A room: a wall with wallpaper and a window or a framed print, and a floor with boards or a rug. */
final class RoomBackground implements Background {

    private final Color wall;
    private final Color paper;
    private final Color floor;
    private final Color rug;
    private final double edge;
    private final boolean stripes;
    private final boolean boards;

    RoomBackground(SplittableRandom random) {
        wall = Colors.random(random, 0.45, 0.5);
        paper = Colors.scaled(wall, random.nextDouble(0.85, 1.12));
        floor = Colors.random(random, 0.55, 0.3);
        rug = Colors.random(random, 0.7, 0.4);
        edge = random.nextDouble(0.5, 0.8);
        stripes = random.nextBoolean();
        boards = random.nextBoolean();
    }

    @Override
    public void paint(Brush brush, Dimension size, SplittableRandom random) {
        double width = size.width;
        double height = size.height;
        double line = height * edge;
        brush.fill(
                new Rectangle2D.Double(0, 0, width, height),
                new GradientPaint(0, 0, wall, size.width, (float) line, Colors.scaled(wall, 0.85)));
        if (stripes) {
            double step = width / random.nextInt(6, 14);
            for (double x = 0; x < width; x += step) {
                brush.fill(new Rectangle2D.Double(x, 0, step * 0.4, line), paper);
            }
        }
        hanging(brush, width * random.nextDouble(), line * random.nextDouble(0.2, 0.5), height * 0.2, random);
        floor(brush, width, height, line);
    }

    private static void hanging(Brush brush, double x, double y, double radius, SplittableRandom random) {
        double reach = radius * random.nextDouble(0.8, 1.4);
        brush.fill(new Rectangle2D.Double(x - reach, y - radius, 2 * reach, 2 * radius), new Color(0xF3EEE6));
        Color view = Colors.random(random, 0.5, 0.6);
        brush.fill(
                new Rectangle2D.Double(x - reach * 0.88, y - radius * 0.88, 1.76 * reach, 1.76 * radius),
                new GradientPaint(0, (float) (y - radius), view, 0, (float) (y + radius), Colors.scaled(view, 0.7)));
        if (random.nextBoolean()) {
            brush.fill(
                    new Rectangle2D.Double(x - reach * 0.05, y - radius, reach * 0.1, 2 * radius), new Color(0xF3EEE6));
        }
    }

    private void floor(Brush brush, double width, double height, double line) {
        brush.fill(
                new Rectangle2D.Double(0, line, width, height - line),
                new GradientPaint(0, (float) line, Colors.scaled(floor, 0.8), 0, (float) height, floor));
        brush.fill(new Rectangle2D.Double(0, line - height * 0.02, width, height * 0.025), Colors.scaled(wall, 1.2));
        if (boards) {
            for (double x = -width; x < 2 * width; x += width / 7) {
                brush.line(
                        Shapes.curve(width / 2 + (x - width / 2) * 0.6, line, x, height, x, height),
                        1.5,
                        Colors.scaled(floor, 0.7));
            }
        } else {
            brush.ellipse(width / 2, height * 0.97, width * 0.48, (height - line) * 0.6, rug);
            brush.ellipse(width / 2, height * 0.97, width * 0.42, (height - line) * 0.5, Colors.scaled(rug, 0.85));
        }
    }
}
