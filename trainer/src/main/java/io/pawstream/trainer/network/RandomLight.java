package io.pawstream.trainer.network;

/**
 * Changes brightness and contrast of each image: {@code a * (x - 128) + 128 + b}, with factor and offset of its own.
 *
 * @param contrast a is drawn evenly from 1 - contrast to 1 + contrast; 0 to 1
 * @param brightness b is drawn evenly from -255 to 255 times this; 0 to 1
 */
public record RandomLight(double contrast, double brightness) implements Augmentation {

    public RandomLight {
        if (!(contrast >= 0 && contrast <= 1 && brightness >= 0 && brightness <= 1)) {
            throw new IllegalArgumentException(
                    "a contrast of " + contrast + " and a brightness of " + brightness + "; both must be 0 to 1");
        }
    }
}
