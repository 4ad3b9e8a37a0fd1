package io.pawstream.sources.drawing;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * An image that can be drawn. Equal drawings encode to equal bytes.
 *
 * <pre>{@code
 * byte[] encoded = Drawing.of(Species.CAT, 7).encode();
 * }</pre>
 *
 * @param species the animal
 * @param format the image format
 * @param seed determines everything else
 */
public record Drawing(Species species, ImageFormat format, long seed) {

    /**
     * Returns the drawing of a seed, which also determines its format.
     *
     * @param species the animal
     * @param seed any number
     * @return the drawing
     */
    public static Drawing of(Species species, long seed) {
        return new Drawing(species, ImageFormat.random(new SplittableRandom(seed)), seed);
    }

    /**
     * Draws and encodes the image.
     *
     * @return an encoded image of less than 700 kB
     */
    public byte[] encode() {
        SplittableRandom random = new SplittableRandom(~seed);
        return format.encode(draw(random), random);
    }

    private BufferedImage draw(SplittableRandom random) {
        Dimension size = ImageSize.random(format, random);
        BufferedImage image = new BufferedImage(
                size.width, size.height, format.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        // Separate random numbers for the surroundings and the animal, so that the surroundings do not depend on how
        // many numbers a species consumes.
        SplittableRandom surroundings = random.split();
        SplittableRandom animal = random.split();
        Scene scene = Scene.random(size, surroundings);
        scene.paint(image, brush -> Pet.random(species, animal).draw(brush, size, animal));
        if (format.hasAlpha()) {
            Cutout.apply(image, random);
        }
        return image;
    }
}
