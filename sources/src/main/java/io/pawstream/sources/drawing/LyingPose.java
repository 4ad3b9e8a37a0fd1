package io.pawstream.sources.drawing;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Lying on the belly, seen from the side, with the face towards the viewer. */
final class LyingPose implements Pose {

    @Override
    public Rectangle2D box() {
        return new Rectangle2D.Double(-1.6, -1.6, 6.2, 3.6);
    }

    @Override
    public void draw(Brush brush, Pet pet, SplittableRandom random) {
        Coat coat = pet.coat();
        brush.shadow(1.5, 1.72, 2.9, 0.26);
        pet.tail().draw(brush, coat, 3.3, 1.35, random.nextDouble(-0.1, 0.6), random);
        Shape body = Shapes.blob(
                -0.5, 0.2, 0.6, -0.1, 1.7, -0.22, 2.9, 0.05, 3.6, 0.8, 3.4, 1.55, 1.5, 1.68, -0.3, 1.65, -0.8, 1.0);
        coat.part(brush, coat.furry(body, random), coat.base());
        pet.pattern().paint(brush, body, coat, random);
        coat.part(brush, Shapes.ellipse(2.75, 1.08, 0.72, 0.6), coat.base());
        Legs.paw(brush, coat, 2.1, 1.6);
        Legs.leg(brush, coat, 0.5, 1.5, -0.75, 1.6);
        Legs.leg(brush, coat, 1.0, 1.55, -0.1, 1.66);
        pet.drawCollar(brush, body, -0.05, 1.0);
        pet.drawHead(brush, -0.1, 0, random.nextDouble(-0.3, 0.3), random);
    }
}
