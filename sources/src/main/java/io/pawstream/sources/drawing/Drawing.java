package io.pawstream.sources.drawing;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * One image that can be drawn: drawn again, it has the same bytes.
 *
 * <pre>{@code
 * byte[] encoded = Drawing.of(Species.CAT, 7).encode();
 * }</pre>
 *
 * @param species the animal in it
 * @param format how it is encoded
 * @param seed decides everything else
 */
public record Drawing(Species species, ImageFormat format, long seed) {

    /** The drawing that belongs to a seed, in a format that the seed decides. */
    public static Drawing of(Species species, long seed) {
        return new Drawing(species, ImageFormat.random(new SplittableRandom(seed)), seed);
    }

    /** Draws and encodes the image. */
    public byte[] encode() {
        SplittableRandom random = new SplittableRandom(~seed);
        return format.encode(draw(random), random);
    }

    private BufferedImage draw(SplittableRandom random) {
        Dimension size = ImageSize.random(format, random);
        BufferedImage image = new BufferedImage(
                size.width, size.height, format.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        // One stream of random numbers for the surroundings and one for the animal: how many numbers a cat takes
        // must not show in what is around it.
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
