package io.pawstream.trainer.network;

/**
 * Changes contrast and brightness of each image: {@code a * (x - 128) + 128 + b}.
 *
 * @param contrast {@code a} is uniform from 1 - contrast to 1 + contrast; 0 to 1
 * @param brightness {@code b} is uniform from -255 to 255 times this; 0 to 1
 */
public record RandomLight(double contrast, double brightness) implements Augmentation {

    /**
     * Checks the ranges.
     *
     * @param contrast maximum change of the contrast, 0 to 1
     * @param brightness maximum change of the brightness, 0 to 1
     * @throws IllegalArgumentException if a value is out of range
     */
    public RandomLight {
        if (!(contrast >= 0 && contrast <= 1 && brightness >= 0 && brightness <= 1)) {
            throw new IllegalArgumentException(
                    "contrast is " + contrast + " and brightness is " + brightness + "; both must be 0 to 1");
        }
    }
}
