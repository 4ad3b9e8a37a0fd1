package io.pawstream.sources.drawing;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Sitting on the hind legs, seen from the front. */
final class SittingPose implements Pose {

    @Override
    public Rectangle2D box() {
        return new Rectangle2D.Double(-1.7, -1.6, 3.8, 5.2);
    }

    @Override
    public void draw(Brush brush, Pet pet, SplittableRandom random) {
        Coat coat = pet.coat();
        brush.shadow(0.1, 3.3, 1.9, 0.28);
        pet.tail().draw(brush, coat, 0.8, 2.9, random.nextDouble(-0.1, 0.5), random);
        Shape body = Shapes.symmetric(0.3, 0.3, 0.62, 0.7, 0.85, 1.5, 1.15, 2.4, 1.15, 3.1, 0.5, 3.3);
        coat.part(brush, coat.furry(body, random), coat.base());
        pet.pattern().paint(brush, body, coat, random);
        Shape chest = Shapes.symmetric(0.1, 0.6, 0.42, 0.9, 0.4, 1.7, 0.1, 2.1);
        brush.fill(coat.furry(chest, random), coat.light());
        for (int side = -1; side <= 1; side += 2) {
            Shape thigh = Shapes.ellipse(side * 0.98, 2.72, 0.48, 0.6);
            coat.part(brush, thigh, coat.base());
            Legs.paw(brush, coat, side * 1.02, 3.26);
            Legs.leg(brush, coat, side * 0.36, 1.7, side * 0.38, 3.25);
        }
        pet.drawCollar(brush, body, 0, 1.02);
        pet.drawHead(brush, 0, 0, random.nextDouble(-0.3, 0.3), random);
    }
}
