package io.pawstream.sources.drawing;

import java.awt.Dimension;
import java.util.SplittableRandom;

/** Random image sizes: 160 to 800 pixels per side, mostly of medium size. */
final class ImageSize {

    static final int MIN_SIDE = 160;
    static final int MAX_SIDE = 800;

    /** Aspect ratios; inverted for half of the images. */
    private static final double[] RATIOS = {1, 5.0 / 4, 4.0 / 3, 4.0 / 3, 3.0 / 2, 16.0 / 9};

    private ImageSize() {}

    static Dimension random(ImageFormat format, SplittableRandom random) {
        double ratio = RATIOS[random.nextInt(RATIOS.length)];
        double shape = Math.sqrt(random.nextBoolean() ? ratio : 1 / ratio);
        // The mean of two uniform numbers makes medium sizes frequent and extreme ones rare.
        double side = 200 + 480 * (random.nextDouble() + random.nextDouble()) / 2;
        side = Math.min(side, Math.sqrt(format.maxPixels()));
        return new Dimension(side(side * shape), side(side / shape));
    }

    private static int side(double pixels) {
        return (int) Math.round(Math.max(MIN_SIDE, Math.min(MAX_SIDE, pixels)));
    }
}
