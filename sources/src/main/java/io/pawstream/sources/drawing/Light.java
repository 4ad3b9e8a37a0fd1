package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.GradientPaint;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The light over the whole image.
 *
 * @param area bounds of the image
 * @param paint a translucent color or gradient; absent for neutral light
 */
record Light(Rectangle2D area, @Nullable Paint paint) {

    static Light random(Dimension size, SplittableRandom random) {
        Rectangle2D area = new Rectangle2D.Double(0, 0, size.width, size.height);
        float width = size.width;
        float height = size.height;
        @Nullable
        Paint paint =
                switch (random.nextInt(5)) {
                    // Light from one side.
                    case 0 ->
                        new GradientPaint(
                                random.nextBoolean() ? 0 : width,
                                0,
                                new Color(255, 244, 214, random.nextInt(20, 90)),
                                width / 2,
                                height,
                                new Color(10, 14, 40, random.nextInt(20, 110)));
                    // Dark corners.
                    case 1 ->
                        new RadialGradientPaint(
                                width / 2,
                                height / 2,
                                Math.max(width, height) * 0.72f,
                                new float[] {0.4f, 1},
                                new Color[] {new Color(0, 0, 0, 0), new Color(0, 0, 0, random.nextInt(60, 150))});
                    // A tint, as of evening, overcast sky or a lamp.
                    case 2 -> Colors.transparent(Colors.random(random, 0.7, 0.3), random.nextInt(15, 60));
                    default -> null;
                };
        return new Light(area, paint);
    }

    void paint(Brush brush) {
        if (paint != null) {
            brush.fill(area, paint);
        }
    }
}
