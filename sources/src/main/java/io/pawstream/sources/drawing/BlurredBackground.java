package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** An unfocused background: blots of three colors, from coarse to fine. */
final class BlurredBackground implements Background {

    private final Color[] colors;
    private final int cells;

    BlurredBackground(SplittableRandom random) {
        colors = new Color[] {
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
                Color color =
                        Colors.mixed(colors[random.nextInt(colors.length)], colors[0], random.nextDouble(0.2, 0.7));
                small.setRGB(x, y, color.getRGB());
            }
        }
        brush.blurred(small, size.width, size.height);
    }
}
