package io.pawstream.sources.drawing;

import java.util.SplittableRandom;

/**
 * Where an animal looks.
 *
 * @param turn how far the face is turned to the right: what stands out from the face moves more than the rest
 * @param pupilX how far the pupils are to the right of the middle of the eye, in radii of the eye
 * @param pupilY how far they are below it
 * @param asleep whether the eyes are shut
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
