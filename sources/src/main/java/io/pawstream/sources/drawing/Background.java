package io.pawstream.sources.drawing;

import java.awt.Dimension;
import java.util.SplittableRandom;

/** The background behind an animal. It fills the whole image. */
interface Background {

    void paint(Brush brush, Dimension size, SplittableRandom random);

    static Background random(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> new GradientBackground(random);
            case 1, 2 -> new MeadowBackground(random);
            case 3, 4 -> new RoomBackground(random);
            case 5, 6 -> new BlurredBackground(random);
            default -> new ShapesBackground(random);
        };
    }
}
