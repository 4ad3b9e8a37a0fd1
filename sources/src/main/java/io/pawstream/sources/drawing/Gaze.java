package io.pawstream.sources.drawing;

import java.util.SplittableRandom;

/**
 * The direction in which an animal looks.
 *
 * @param turn how far the face is turned to the right; protruding parts move more than the rest
 * @param pupilX offset of the pupils to the right, in radii of the eye
 * @param pupilY offset of the pupils downwards, in radii of the eye
 * @param asleep whether the eyes are closed
 */
record Gaze(double turn, double pupilX, double pupilY, boolean asleep) {

    static Gaze random(SplittableRandom random) {
        return new Gaze(
                random.nextDouble(-0.16, 0.16),
                random.nextDouble(-0.2, 0.2),
                random.nextDouble(-0.15, 0.2),
                random.nextInt(12) == 0);
    }
}
