package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.SplittableRandom;

/**
 * A tail that grows from the origin to the right.
 *
 * @param length length in radii of the head
 * @param width width at the root in radii of the head
 * @param tip width at the end, as a share of the width at the root
 * @param curl bend upwards in radians
 * @param bulge how much wider the middle is, as a share of its width, 0 for a straight taper
 * @param end color of the end
 */
record Tail(double length, double width, double tip, double curl, double bulge, End end) {

    /** The color of the end of a tail. */
    enum End {
        /** That of the rest. */
        PLAIN,
        /** That of the markings. */
        DARK,
        /** That of the chest. */
        LIGHT;

        private static End ofPet(SplittableRandom random) {
            return random.nextInt(3) == 0 ? DARK : PLAIN;
        }
    }

    private static final int STEPS = 14;

    static Tail ofCat(SplittableRandom random) {
        return new Tail(
                random.nextDouble(2.6, 3.4),
                random.nextDouble(0.26, 0.36),
                0.75,
                random.nextDouble(1.2, 2.8),
                0,
                End.ofPet(random));
    }

    static Tail ofDog(SplittableRandom random) {
        return new Tail(
                random.nextDouble(1.1, 1.7),
                random.nextDouble(0.42, 0.6),
                0.3,
                random.nextDouble(0.4, 1.4),
                0,
                End.ofPet(random));
    }

    static Tail ofFox(SplittableRandom random) {
        return new Tail(
                random.nextDouble(2.4, 3),
                random.nextDouble(0.4, 0.5),
                0.5,
                random.nextDouble(0.3, 1),
                random.nextDouble(1.3, 1.8),
                End.LIGHT);
    }

    /** Draws the tail at a root, rotated upwards by {@code rise} radians. */
    void draw(Brush brush, Coat coat, double x, double y, double rise, SplittableRandom random) {
        Point2D[] middle = middle();
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(-rise);
        brush.in(place, () -> {
            coat.part(brush, coat.furry(form(middle, 0), random), coat.base());
            if (end != End.PLAIN) {
                Color color = end == End.DARK ? coat.marking() : coat.light();
                Path2D tipForm = form(middle, STEPS * 3 / 4);
                brush.fill(tipForm, Coat.round(color, tipForm));
            }
        });
    }

    private Point2D[] middle() {
        Point2D[] points = new Point2D[STEPS + 1];
        double x = 0;
        double y = 0;
        for (int i = 0; i <= STEPS; i++) {
            points[i] = new Point2D.Double(x, y);
            // The bend increases towards the end.
            double angle = curl * Math.pow((double) i / STEPS, 1.5);
            x += length / STEPS * Math.cos(angle);
            y -= length / STEPS * Math.sin(angle);
        }
        return points;
    }

    /** {@return the outline around the middle line from a step on, with a round end} */
    private Path2D form(Point2D[] middle, int from) {
        int points = STEPS - from;
        double[] xy = new double[4 * points + 2];
        for (int i = 0; i < points; i++) {
            Point2D here = middle[from + i];
            Point2D next = middle[from + i + 1];
            double taper = 1 + (tip - 1) * (from + i) / STEPS;
            double radius = width / 2 * taper * (1 + bulge * Math.sin(Math.PI * (from + i) / STEPS));
            double distance = here.distance(next);
            double normalX = (next.getY() - here.getY()) / distance * radius;
            double normalY = -(next.getX() - here.getX()) / distance * radius;
            xy[2 * i] = here.getX() + normalX;
            xy[2 * i + 1] = here.getY() + normalY;
            xy[4 * points - 2 * i] = here.getX() - normalX;
            xy[4 * points - 2 * i + 1] = here.getY() - normalY;
        }
        xy[2 * points] = middle[STEPS].getX();
        xy[2 * points + 1] = middle[STEPS].getY();
        return Shapes.blob(xy);
    }
}
