package io.pawstream.sources.drawing;

import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** How an animal holds itself; lengths are in radii of its head, whose middle is the origin. */
interface Pose {

    /** The room that the animal takes, about. */
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
