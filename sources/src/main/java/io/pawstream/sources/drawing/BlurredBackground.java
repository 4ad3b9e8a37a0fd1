package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Something out of focus: blots of three colours, from coarse to as fine as noise. */
final class BlurredBackground implements Background {

    private final Color[] colours;
    private final int cells;

    BlurredBackground(SplittableRandom random) {
        colours = new Color[] {
            Colors.random(random, 0.6, 0.2), Colors.random(random, 0.6, 0.3), Colors.random(random, 0.4, 0.5)
        };
        cells = 4 << random.nextInt(4);
    }

    @Override
    public void paint(Brush brush, Dimension size, SplittableRandom random) {
        int rows = Math.max(2, cells * size.height / size.width);
        BufferedImage small = new BufferedImage(cells, rows, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < cells; x++) {
                Color colour =
                        Colors.mixed(colours[random.nextInt(colours.length)], colours[0], random.nextDouble(0.2, 0.7));
                small.setRGB(x, y, colour.getRGB());
            }
        }
        brush.blurred(small, size.width, size.height);
    }
}
