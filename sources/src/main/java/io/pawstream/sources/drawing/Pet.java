package io.pawstream.sources.drawing;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/**
 * An animal to draw.
 *
 * @param species the species
 * @param coat the colors
 * @param pattern the markings
 * @param head the head
 * @param tail the tail
 * @param pose the pose
 * @param collared whether the animal wears a collar
 */
record Pet(Species species, Coat coat, FurPattern pattern, Head head, Tail tail, Pose pose, boolean collared) {

    private static final double MAX_TILT = Math.toRadians(25);

    static Pet random(Species species, SplittableRandom random) {
        return new Pet(
                species,
                Coat.random(random.split()),
                FurPattern.random(species, random),
                species.head(random.split()),
                species.tail(random.split()),
                Pose.random(random),
                random.nextInt(10) < species.collaredTenths());
    }

    /** Draws the animal at a random place of an image; parts may be outside the image. */
    void draw(Brush brush, Dimension size, SplittableRandom random) {
        Rectangle2D box = pose.box();
        double fit = Math.min(size.width / box.getWidth(), size.height / box.getHeight());
        double scale = fit * random.nextDouble(0.72, 1.12);
        AffineTransform place = AffineTransform.getTranslateInstance(
                size.width * random.nextDouble(0.42, 0.58), size.height * random.nextDouble(0.46, 0.58));
        place.rotate(tilt(random));
        place.scale(random.nextBoolean() ? scale : -scale, scale);
        place.translate(-box.getCenterX(), -box.getCenterY());
        brush.in(place, () -> pose.draw(brush, this, random));
    }

    private double tilt(SplittableRandom random) {
        // A head may be tilted more than a body that stands on the ground.
        double limit = pose instanceof PortraitPose ? MAX_TILT : MAX_TILT / 3;
        return random.nextDouble(-limit, limit);
    }

    void drawHead(Brush brush, double x, double y, double tilt, SplittableRandom random) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(tilt);
        brush.in(place, () -> head.draw(brush, coat, random));
    }

    /** Draws a collar with a tag around the body below the head. */
    void drawCollar(Brush brush, Shape body, double x, double y) {
        if (collared) {
            Shape band = Shapes.curve(x - 1.2, y - 0.2, x, y + 0.4, x + 1.2, y - 0.2);
            brush.inside(body, () -> brush.line(band, 0.2, coat.collar()));
            brush.ellipse(x, y + 0.2, 0.13, 0.13, new Color(0xF2C84B));
        }
    }
}
