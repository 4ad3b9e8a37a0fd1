package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Many translucent shapes: unfocused lights, confetti or objects. */
final class ShapesBackground implements Background {

    private final Color ground;
    private final int count;
    private final boolean round;
    private final double size;

    ShapesBackground(SplittableRandom random) {
        ground = Colors.random(random, 0.5, 0.2);
        count = random.nextInt(10, 45);
        round = random.nextBoolean();
        size = random.nextDouble(0.03, 0.14);
    }

    @Override
    public void paint(Brush brush, Dimension image, SplittableRandom random) {
        brush.fill(new Rectangle2D.Double(0, 0, image.width, image.height), ground);
        double side = Math.max(image.width, image.height);
        for (int i = 0; i < count; i++) {
            double x = image.width * random.nextDouble();
            double y = image.height * random.nextDouble();
            double radius = side * size * random.nextDouble(0.5, 1.5);
            Color color = Colors.transparent(Colors.random(random, 0.7, 0.3), random.nextInt(60, 200));
            if (round) {
                brush.ellipse(x, y, radius, radius, color);
            } else {
                double turn = random.nextDouble(2 * Math.PI);
                double[] xy = new double[8];
                for (int corner = 0; corner < 4; corner++) {
                    xy[2 * corner] = x + radius * Math.cos(turn + corner * Math.PI / 2);
                    xy[2 * corner + 1] = y + radius * 0.6 * Math.sin(turn + corner * Math.PI / 2);
                }
                brush.fill(Shapes.polygon(xy), color);
            }
        }
    }
}
