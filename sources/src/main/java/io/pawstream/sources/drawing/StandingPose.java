package io.pawstream.sources.drawing;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Standing on four legs, seen from the side, with the face towards the viewer. */
final class StandingPose implements Pose {

    @Override
    public Rectangle2D box() {
        return new Rectangle2D.Double(-1.6, -1.6, 6.2, 5);
    }

    @Override
    public void draw(Brush brush, Pet pet, SplittableRandom random) {
        Coat coat = pet.coat();
        brush.shadow(1.6, 3.2, 2.2, 0.26);
        pet.tail().draw(brush, coat, 3.2, 0.8, random.nextDouble(0.5, 1.1), random);
        Legs.farLeg(brush, coat, 1.05, 1.3, 1.2, 3.05);
        Legs.farLeg(brush, coat, 2.75, 1.3, 2.65, 3.05);
        Shape body = Shapes.blob(
                -0.2, 0.3, 0.8, 0.2, 2.0, 0.3, 3.1, 0.35, 3.5, 1.0, 3.2, 1.75, 1.9, 1.8, 0.6, 1.9, 0.0, 1.3);
        coat.part(brush, coat.furry(body, random), coat.base());
        pet.pattern().paint(brush, body, coat, random);
        Legs.leg(brush, coat, 0.55, 1.4, 0.45, 3.15);
        Legs.leg(brush, coat, 3.1, 1.4, 3.15, 3.15);
        pet.drawCollar(brush, body, 0.1, 1.0);
        pet.drawHead(brush, 0, -0.1, random.nextDouble(-0.25, 0.25), random);
    }
}
