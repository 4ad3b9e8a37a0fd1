package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** A fox: tall ears with dark tips, a narrow face that ends in a pointed muzzle, light pointed cheeks, slanted eyes. */
final class FoxHead implements Head {

    private final Gaze gaze;
    private final double earHeight;
    private final double earSpread;
    private final double cheek;
    private final double chin;
    private final double eyeSize;
    private final boolean tearMarks;

    FoxHead(SplittableRandom random) {
        gaze = Gaze.random(random);
        earHeight = random.nextDouble(1.75, 2.05);
        earSpread = random.nextDouble(0.85, 1.1);
        cheek = random.nextDouble(1.2, 1.45);
        chin = random.nextDouble(1.15, 1.3);
        eyeSize = random.nextDouble(0.16, 0.2);
        tearMarks = random.nextInt(3) > 0;
    }

    @Override
    public void draw(Brush brush, Coat coat, SplittableRandom random) {
        ear(brush, coat, -1);
        ear(brush, coat, 1);
        Shape skull = skull();
        coat.part(brush, coat.furry(skull, random), coat.base());
        brush.inside(skull, () -> {
            cheek(brush, coat, -1);
            cheek(brush, coat, 1);
        });
        eye(brush, coat, -1);
        eye(brush, coat, 1);
        nose(brush, coat);
    }

    private void ear(Brush brush, Coat coat, int side) {
        Path2D outer = new Path2D.Double();
        outer.moveTo(side * 0.94, -0.2);
        outer.quadTo(side * (earSpread + 0.1), -1.1, side * earSpread, -earHeight);
        outer.quadTo(side * 0.42, -1.35, side * 0.12, -0.7);
        outer.closePath();
        coat.part(brush, outer, coat.base());
        brush.inside(outer, () -> brush.ellipse(side * earSpread, -earHeight, 0.6, 0.55, dark(coat)));
        Path2D inner = new Path2D.Double();
        inner.moveTo(side * 0.82, -0.45);
        inner.quadTo(side * earSpread, -1.0, side * (earSpread - 0.08), -earHeight + 0.45);
        inner.quadTo(side * 0.56, -1.2, side * 0.4, -0.7);
        inner.closePath();
        brush.fill(inner, Coat.round(coat.light(), inner));
    }

    /** The outline of the face: wide at the pointed cheeks, narrow at the muzzle. */
    private Path2D skull() {
        Path2D path = new Path2D.Double();
        path.moveTo(0, -0.82);
        path.curveTo(0.5, -0.86, 0.86, -0.6, 0.96, -0.1);
        path.quadTo(1.05, 0.1, cheek, 0.3);
        path.quadTo(1.0, 0.36, 0.98, 0.4);
        path.lineTo(1.05, 0.62);
        path.curveTo(0.6, 0.6, 0.36, 0.8, 0.2, chin - 0.05);
        path.quadTo(0, chin + 0.08, -0.2, chin - 0.05);
        path.curveTo(-0.36, 0.8, -0.6, 0.6, -1.05, 0.62);
        path.lineTo(-0.98, 0.4);
        path.quadTo(-1.0, 0.36, -cheek, 0.3);
        path.quadTo(-1.05, 0.1, -0.96, -0.1);
        path.curveTo(-0.86, -0.6, -0.5, -0.86, 0, -0.82);
        path.closePath();
        return path;
    }

    /** The light fur from the cheek to the chin, which leaves a narrow bridge of the nose. */
    private void cheek(Brush brush, Coat coat, int side) {
        double x = gaze.turn();
        Path2D light = new Path2D.Double();
        light.moveTo(side * 1.6, 0.12);
        light.curveTo(side * 0.9, 0.2, x + side * 0.3, 0.1, 1.6 * x + side * 0.14, 0.8);
        light.lineTo(1.6 * x, chin + 0.2);
        light.lineTo(side * 1.6, chin + 0.2);
        light.closePath();
        brush.fill(light, coat.light());
        if (tearMarks) {
            brush.line(
                    Shapes.curve(x + side * 0.24, 0.1, x + side * 0.2, 0.5, 1.6 * x + side * 0.15, 0.85),
                    0.07,
                    dark(coat));
        }
    }

    private void eye(Brush brush, Coat coat, int side) {
        double x = side * 0.43 + gaze.turn();
        double y = -0.06;
        if (gaze.asleep()) {
            brush.line(
                    Shapes.curve(x - eyeSize, y + side * 0.06, x, y + eyeSize, x + eyeSize, y - side * 0.06),
                    0.06,
                    coat.outline());
            return;
        }
        // Slanted: the inner corner is long and low.
        Path2D slanted = new Path2D.Double();
        slanted.moveTo(x - side * eyeSize * 1.5, y + eyeSize * 0.9);
        slanted.quadTo(x - side * eyeSize * 0.3, y - eyeSize * 0.9, x + side * eyeSize * 1.3, y - eyeSize * 0.75);
        slanted.quadTo(x + side * eyeSize * 0.8, y + eyeSize * 0.8, x - side * eyeSize * 1.5, y + eyeSize * 0.9);
        slanted.closePath();
        brush.fill(slanted, coat.iris());
        double pupilX = x + gaze.pupilX() * eyeSize;
        brush.inside(slanted, () -> brush.ellipse(pupilX, y, eyeSize * 0.34, eyeSize * 0.9, new Color(0x161214)));
        brush.line(slanted, 0.06, new Color(0x231C1C));
        brush.ellipse(pupilX - eyeSize * 0.25, y - eyeSize * 0.25, eyeSize * 0.15, eyeSize * 0.15, Color.WHITE);
    }

    private void nose(Brush brush, Coat coat) {
        double x = gaze.turn() * 1.8;
        Shape nose = Shapes.ellipse(x, chin - 0.12, 0.17, 0.13);
        brush.fill(nose, Coat.round(coat.nose(), nose));
        brush.ellipse(x - 0.05, chin - 0.17, 0.04, 0.025, new Color(255, 255, 255, 160));
    }

    private static Color dark(Coat coat) {
        return Colors.scaled(coat.marking(), 0.5);
    }
}
