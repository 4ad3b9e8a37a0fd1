package io.pawstream.sources.drawing;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Head and shoulders. */
final class PortraitPose implements Pose {

    @Override
    public Rectangle2D box() {
        return new Rectangle2D.Double(-1.5, -1.6, 3, 3.1);
    }

    @Override
    public void draw(Brush brush, Pet pet, SplittableRandom random) {
        Coat coat = pet.coat();
        Shape shoulders = Shapes.symmetric(0.4, 0.3, 0.75, 0.7, 1.25, 1.4, 1.5, 2.6, 1.4, 5, 0.3, 5.2);
        coat.part(brush, coat.furry(shoulders, random), coat.base());
        pet.pattern().paint(brush, shoulders, coat, random);
        Shape chest = Shapes.symmetric(0.1, 0.7, 0.5, 0.9, 0.55, 1.7, 0.1, 2.2);
        brush.fill(coat.furry(chest, random), coat.light());
        pet.drawCollar(brush, shoulders, 0, 1.12);
        pet.drawHead(brush, 0, 0, 0, random);
    }
}
