package io.pawstream.sources.drawing;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** The markings on the body. */
enum FurPattern {
    PLAIN,
    STRIPES,
    SPOTS,
    PATCHES;

    static FurPattern random(Species species, SplittableRandom random) {
        int tenth = random.nextInt(10);
        if (tenth < 4) {
            return PLAIN;
        }
        return tenth < 6 ? PATCHES : species.markings();
    }

    /** Paints the markings inside a body. */
    void paint(Brush brush, Shape body, Coat coat, SplittableRandom random) {
        Rectangle2D box = body.getBounds2D();
        brush.inside(body, () -> {
            switch (this) {
                case PLAIN -> {}
                case STRIPES -> stripes(brush, box, coat, random);
                case SPOTS -> blots(brush, box, coat, 7, 0.14, 0.34, random);
                case PATCHES -> blots(brush, box, coat, 3, 0.4, 0.8, random);
            }
        });
    }

    private static void stripes(Brush brush, Rectangle2D box, Coat coat, SplittableRandom random) {
        double step = random.nextDouble(0.4, 0.55);
        // A lying body has stripes from the back downwards, a sitting one from the sides inwards.
        if (box.getWidth() > box.getHeight()) {
            for (double x = box.getMinX() + 0.9; x < box.getMaxX() - 0.2; x += step) {
                double depth = box.getHeight() * random.nextDouble(0.4, 0.6);
                brush.fill(wedge(x, box.getMinY() - 0.05, x + 0.25, box.getMinY() + depth, 0.2, 0), coat.marking());
            }
        } else {
            for (double y = box.getMinY() + 0.5; y < box.getMaxY() - 0.3; y += step) {
                double depth = box.getWidth() * random.nextDouble(0.24, 0.34);
                brush.fill(wedge(box.getMinX(), y, box.getMinX() + depth, y + 0.2, 0, 0.2), coat.marking());
                brush.fill(wedge(box.getMaxX(), y, box.getMaxX() - depth, y + 0.2, 0, 0.2), coat.marking());
            }
        }
    }

    private static Path2D wedge(double x, double y, double tipX, double tipY, double width, double height) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y);
        path.quadTo((x + tipX) / 2 + width, (y + tipY) / 2 - height, tipX, tipY);
        path.quadTo((x + tipX) / 2 + width * 1.6, (y + tipY) / 2 + height * 0.6, x + width, y + height);
        path.closePath();
        return path;
    }

    private static void blots(
            Brush brush, Rectangle2D box, Coat coat, int count, double min, double max, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            double x = box.getMinX() + box.getWidth() * random.nextDouble();
            double y = box.getMinY() + box.getHeight() * random.nextDouble();
            double radius = random.nextDouble(min, max);
            double[] xy = new double[14];
            for (int corner = 0; corner < 7; corner++) {
                double reach = radius * random.nextDouble(0.7, 1.2);
                xy[2 * corner] = x + reach * Math.cos(corner * 2 * Math.PI / 7);
                xy[2 * corner + 1] = y + reach * Math.sin(corner * 2 * Math.PI / 7);
            }
            Shape blot = Shapes.blob(xy);
            brush.fill(blot, Coat.round(coat.marking(), blot));
        }
    }
}
