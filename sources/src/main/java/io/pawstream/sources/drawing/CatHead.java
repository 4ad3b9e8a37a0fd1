package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** A cat: pointed ears, a round face, slit pupils, a small nose and whiskers. */
final class CatHead implements Head {

    private final Gaze gaze;
    private final boolean tabby;
    private final boolean lightMuzzle;
    private final double earHeight;
    private final double earSpread;
    private final double cheek;
    private final double eyeSize;
    private final double slit;

    CatHead(SplittableRandom random) {
        gaze = Gaze.random(random);
        tabby = random.nextInt(5) < 2;
        lightMuzzle = random.nextInt(3) > 0;
        earHeight = random.nextDouble(1.35, 1.65);
        earSpread = random.nextDouble(0.78, 0.98);
        cheek = random.nextDouble(1.02, 1.18);
        eyeSize = random.nextDouble(0.22, 0.28);
        slit = random.nextDouble(0.16, 0.4);
    }

    @Override
    public void draw(Brush brush, Coat coat, SplittableRandom random) {
        ear(brush, coat, -1);
        ear(brush, coat, 1);
        Shape skull =
                Shapes.symmetric(0.12, -0.86, 0.6, -0.76, 0.93, -0.3, cheek, 0.28, 0.82, 0.68, 0.42, 0.88, 0.1, 0.92);
        coat.part(brush, coat.furry(skull, random), coat.base());
        brush.inside(skull, () -> markings(brush, coat));
        muzzle(brush, coat);
        eye(brush, coat, -1);
        eye(brush, coat, 1);
        whiskers(brush, coat, random);
    }

    private void ear(Brush brush, Coat coat, int side) {
        Path2D outer = new Path2D.Double();
        outer.moveTo(side * 0.98, -0.1);
        outer.quadTo(side * (earSpread + 0.16), -0.9, side * earSpread, -earHeight);
        outer.quadTo(side * 0.5, -1.15, side * 0.16, -0.72);
        outer.closePath();
        coat.part(brush, outer, tabby ? Colors.mixed(coat.base(), coat.marking(), 0.5) : coat.base());
        Path2D inner = new Path2D.Double();
        inner.moveTo(side * 0.86, -0.4);
        inner.quadTo(side * (earSpread + 0.06), -0.9, side * (earSpread - 0.04), -earHeight + 0.2);
        inner.quadTo(side * 0.56, -1.05, side * 0.38, -0.7);
        inner.closePath();
        brush.fill(inner, Coat.round(coat.skin(), inner));
    }

    private void markings(Brush brush, Coat coat) {
        if (!tabby) {
            return;
        }
        double x = gaze.turn();
        brush.fill(Shapes.polygon(x - 0.09, -1, x + 0.09, -1, x * 1.2, -0.38), coat.marking());
        for (int side = -1; side <= 1; side += 2) {
            brush.fill(
                    Shapes.polygon(
                            x + side * 0.24, -1, x + side * 0.4, -1, x + side * 0.3, -0.62, x + side * 0.2, -0.46),
                    coat.marking());
            for (double y = 0.02; y < 0.5; y += 0.2) {
                brush.fill(
                        Shapes.polygon(side * 1.3, y - 0.02, side * 1.3, y + 0.11, side * (0.74 + 0.1 * y), y + 0.12),
                        coat.marking());
            }
        }
    }

    private void muzzle(Brush brush, Coat coat) {
        double x = gaze.turn() * 1.4;
        Color color = lightMuzzle ? coat.light() : Colors.mixed(coat.base(), coat.light(), 0.35);
        brush.ellipse(x, 0.64, 0.2, 0.17, color);
        for (int side = -1; side <= 1; side += 2) {
            Shape pad = Shapes.ellipse(x + side * 0.2, 0.45, 0.27, 0.21);
            brush.fill(pad, Coat.round(color, pad));
        }
        Color line = Colors.scaled(coat.nose(), 0.8);
        brush.line(Shapes.curve(x, 0.34, x, 0.4, x, 0.48), 0.035, line);
        for (int side = -1; side <= 1; side += 2) {
            brush.line(Shapes.curve(x, 0.48, x + side * 0.1, 0.62, x + side * 0.27, 0.53), 0.035, line);
        }
        Path2D nose = Shapes.symmetric(0.05, 0.21, 0.13, 0.22, 0.04, 0.35);
        brush.in(AffineTransform.getTranslateInstance(x, 0), () -> brush.fill(nose, coat.nose()));
    }

    private void eye(Brush brush, Coat coat, int side) {
        double x = side * 0.43 + gaze.turn();
        double y = -0.06;
        if (gaze.asleep()) {
            brush.line(
                    Shapes.curve(x - eyeSize, y, x, y + eyeSize, x + eyeSize, y - side * 0.03), 0.05, coat.outline());
            return;
        }
        // Almond-shaped: the outer corner is higher than the inner one.
        Path2D almond = Shapes.blob(
                x - side * eyeSize * 1.1,
                y + eyeSize * 0.25,
                x - side * eyeSize * 0.55,
                y - eyeSize * 0.75,
                x + side * eyeSize * 0.3,
                y - eyeSize * 1.02,
                x + side * eyeSize * 1.12,
                y - eyeSize * 0.3,
                x + side * eyeSize * 0.65,
                y + eyeSize * 0.7,
                x - side * eyeSize * 0.35,
                y + eyeSize * 0.92);
        brush.fill(almond, Coat.round(Colors.scaled(coat.iris(), 1.15), almond));
        double pupilX = x + gaze.pupilX() * eyeSize;
        brush.inside(
                almond,
                () -> brush.ellipse(
                        pupilX,
                        y + gaze.pupilY() * eyeSize * 0.4,
                        eyeSize * slit,
                        eyeSize * 0.92,
                        new Color(0x161214)));
        brush.line(almond, 0.045, new Color(0x231C1C));
        brush.ellipse(pupilX - eyeSize * 0.3, y - eyeSize * 0.35, eyeSize * 0.17, eyeSize * 0.17, Color.WHITE);
    }

    private void whiskers(Brush brush, Coat coat, SplittableRandom random) {
        double x = gaze.turn() * 1.4;
        Color color = Colors.luminance(coat.base()) < 120 ? new Color(0xF4F4F4) : new Color(0x55504C);
        double droop = random.nextDouble(-0.1, 0.15);
        for (int side = -1; side <= 1; side += 2) {
            for (int row = -1; row <= 1; row++) {
                double y = 0.45 + 0.07 * row;
                brush.line(
                        Shapes.curve(
                                x + side * 0.3,
                                y,
                                side * 0.9,
                                y + 0.08 * row - 0.08,
                                side * random.nextDouble(1.4, 1.65),
                                y + 0.24 * row + droop),
                        0.022,
                        Colors.transparent(color, 210));
            }
        }
    }
}
