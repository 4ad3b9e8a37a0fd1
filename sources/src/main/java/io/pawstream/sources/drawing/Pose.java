package io.pawstream.sources.drawing;

import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** The pose of an animal. The unit of length is the radius of the head, whose center is the origin. */
interface Pose {

    /** {@return the approximate bounds of the animal} */
    Rectangle2D box();

    void draw(Brush brush, Pet pet, SplittableRandom random);

    static Pose random(SplittableRandom random) {
        int tenth = random.nextInt(10);
        if (tenth < 4) {
            return new PortraitPose();
        }
        return tenth < 7 ? new SittingPose() : tenth < 9 ? new LyingPose() : new StandingPose();
    }
}
