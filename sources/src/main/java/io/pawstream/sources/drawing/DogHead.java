package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** A dog: hanging or folded ears, a long muzzle, a large oval nose, round eyes, often a tongue. */
final class DogHead implements Head {

    private enum Ears {
        HANGING,
        LONG,
        FOLDED
    }

    private final Gaze gaze;
    private final Ears ears;
    private final boolean darkEars;
    private final boolean blaze;
    private final boolean tongue;
    private final int patch;
    private final double jowl;
    private final double eyeSize;
    private final double tongueLength;

    DogHead(SplittableRandom random) {
        gaze = Gaze.random(random);
        ears = Ears.values()[random.nextInt(Ears.values().length)];
        darkEars = random.nextInt(3) > 0;
        blaze = random.nextInt(3) == 0;
        tongue = random.nextInt(4) > 0 && !gaze.asleep();
        patch = random.nextInt(3) - 1;
        jowl = random.nextDouble(0.46, 0.6);
        eyeSize = random.nextDouble(0.15, 0.19);
        tongueLength = random.nextDouble(0.35, 0.6);
    }

    @Override
    public void draw(Brush brush, Coat coat, SplittableRandom random) {
        Shape skull =
                Shapes.symmetric(0.14, -0.95, 0.56, -0.84, 0.84, -0.42, 0.84, 0.05, 0.7, 0.48, 0.42, 0.85, 0.1, 0.95);
        coat.part(brush, coat.furry(skull, random), coat.base());
        brush.inside(skull, () -> markings(brush, coat));
        if (tongue) {
            tongue(brush, coat);
        }
        muzzle(brush, coat, random);
        eye(brush, coat, -1);
        eye(brush, coat, 1);
        ear(brush, coat, -1, random);
        ear(brush, coat, 1, random);
    }

    private void markings(Brush brush, Coat coat) {
        double x = gaze.turn();
        if (patch != 0) {
            brush.ellipse(x + patch * 0.4, -0.2, 0.38, 0.46, coat.marking());
        }
        if (blaze) {
            brush.fill(
                    Shapes.blob(x - 0.1, -1, x + 0.1, -1, x + 0.16, 0, x + 0.4, 0.7, x - 0.4, 0.7, x - 0.16, 0),
                    coat.light());
        }
    }

    private void muzzle(Brush brush, Coat coat, SplittableRandom random) {
        double x = gaze.turn() * 1.9;
        Shape muzzle = Shapes.blob(
                x - 0.22,
                0.05,
                x + 0.22,
                0.05,
                x + jowl * 0.85,
                0.42,
                x + jowl,
                0.8,
                x + 0.3,
                1.06,
                x,
                1.0,
                x - 0.3,
                1.06,
                x - jowl,
                0.8,
                x - jowl * 0.85,
                0.42);
        coat.part(brush, coat.furry(muzzle, random), coat.light());
        Color line = Colors.scaled(coat.nose(), 0.75);
        brush.line(Shapes.curve(x, 0.4, x, 0.55, x, 0.68), 0.045, line);
        for (int side = -1; side <= 1; side += 2) {
            brush.line(Shapes.curve(x, 0.68, x + side * 0.16, 0.92, x + side * jowl * 0.85, 0.72), 0.045, line);
            for (int dot = 0; dot < 3; dot++) {
                brush.ellipse(x + side * (0.2 + 0.09 * dot), 0.62 + 0.05 * (dot % 2), 0.02, 0.02, line);
            }
        }
        Shape nose =
                Shapes.blob(x - 0.24, 0.2, x - 0.13, 0.07, x + 0.13, 0.07, x + 0.24, 0.2, x + 0.1, 0.37, x - 0.1, 0.37);
        brush.fill(nose, Coat.round(coat.nose(), nose));
        brush.ellipse(x - 0.08, 0.14, 0.07, 0.035, new Color(255, 255, 255, 150));
    }

    private void tongue(Brush brush, Coat coat) {
        double x = gaze.turn() * 1.9 + 0.06;
        double end = 0.95 + tongueLength;
        Shape shape = Shapes.blob(
                x - 0.17, 0.75, x + 0.17, 0.75, x + 0.2, end - 0.2, x + 0.1, end, x - 0.1, end, x - 0.2, end - 0.2);
        Color pink = Colors.mixed(coat.skin(), new Color(0xE0566A), 0.6);
        brush.fill(shape, Coat.round(pink, shape));
        brush.line(Shapes.curve(x, 0.9, x + 0.02, 1, x, end - 0.16), 0.03, Colors.scaled(pink, 0.75));
    }

    private void eye(Brush brush, Coat coat, int side) {
        double x = side * 0.37 + gaze.turn();
        double y = -0.16;
        if (gaze.asleep()) {
            brush.line(Shapes.curve(x - eyeSize, y, x, y + eyeSize, x + eyeSize, y), 0.05, coat.outline());
            return;
        }
        brush.ellipse(x, y, eyeSize * 1.12, eyeSize * 1.12, new Color(0x231C1C));
        brush.ellipse(x, y, eyeSize * 0.95, eyeSize * 0.95, Colors.scaled(coat.iris(), 0.8));
        double pupilX = x + gaze.pupilX() * eyeSize;
        double pupilY = y + gaze.pupilY() * eyeSize;
        brush.ellipse(pupilX, pupilY, eyeSize * 0.7, eyeSize * 0.7, new Color(0x161214));
        brush.ellipse(pupilX - eyeSize * 0.28, pupilY - eyeSize * 0.3, eyeSize * 0.24, eyeSize * 0.24, Color.WHITE);
        brush.line(
                Shapes.curve(x - side * 0.08, y - 0.3, x + side * 0.05, y - 0.36, x + side * 0.17, y - 0.27),
                0.05,
                coat.outline());
    }

    private void ear(Brush brush, Coat coat, int side, SplittableRandom random) {
        Color color = darkEars ? coat.marking() : Colors.scaled(coat.base(), 0.85);
        Shape ear =
                switch (ears) {
                    case HANGING ->
                        Shapes.blob(
                                side * 0.42,
                                -0.9,
                                side * 0.9,
                                -0.75,
                                side * 1.25,
                                0.0,
                                side * 1.16,
                                0.52,
                                side * 0.92,
                                0.55,
                                side * 0.82,
                                0.0,
                                side * 0.68,
                                -0.45);
                    case LONG ->
                        Shapes.blob(
                                side * 0.5,
                                -0.82,
                                side * 0.92,
                                -0.62,
                                side * 1.2,
                                0.2,
                                side * 1.3,
                                0.95,
                                side * 1.02,
                                1.22,
                                side * 0.76,
                                0.9,
                                side * 0.82,
                                0.1,
                                side * 0.7,
                                -0.35);
                    case FOLDED -> foldedEar(side);
                };
        coat.part(brush, ears == Ears.FOLDED ? ear : coat.furry(ear, random), color);
    }

    private static Path2D foldedEar(int side) {
        Path2D flap = new Path2D.Double();
        flap.moveTo(side * 0.36, -0.88);
        flap.quadTo(side * 0.62, -1.2, side * 0.98, -0.98);
        flap.quadTo(side * 1.3, -0.7, side * 1.2, -0.2);
        flap.quadTo(side * 1.17, -0.06, side * 1.05, -0.16);
        flap.quadTo(side * 0.86, -0.5, side * 0.36, -0.88);
        flap.closePath();
        return flap;
    }
}
