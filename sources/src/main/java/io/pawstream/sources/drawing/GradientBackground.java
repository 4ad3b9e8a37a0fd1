package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.GradientPaint;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** A studio wall: a gradient between two colors. */
final class GradientBackground implements Background {

    private final Color from;
    private final Color to;
    private final boolean radial;
    private final boolean upright;

    GradientBackground(SplittableRandom random) {
        from = Colors.random(random, 0.6, 0.45);
        to = Colors.random(random, 0.6, 0.25);
        radial = random.nextBoolean();
        upright = random.nextBoolean();
    }

    @Override
    public void paint(Brush brush, Dimension size, SplittableRandom random) {
        Paint paint = radial
                ? new RadialGradientPaint(
                        size.width * 0.5f,
                        size.height * 0.45f,
                        Math.max(size.width, size.height) * 0.75f,
                        new float[] {0, 1},
                        new Color[] {from, to})
                : new GradientPaint(0, 0, from, upright ? 0 : size.width, size.height, to);
        brush.fill(new Rectangle2D.Double(0, 0, size.width, size.height), paint);
    }
}
