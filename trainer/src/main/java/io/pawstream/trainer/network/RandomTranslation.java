package io.pawstream.trainer.network;

/**
 * Shifts each image by a random offset, with the border reflected.
 *
 * @param share largest offset in either direction on both axes, as a share of the side, 0 to 0.5
 */
public record RandomTranslation(double share) implements Augmentation {

    /**
     * Checks the range.
     *
     * @param share largest offset as a share of the side, 0 to 0.5
     * @throws IllegalArgumentException if the value is out of range
     */
    public RandomTranslation {
        if (!(share >= 0 && share <= 0.5)) {
            throw new IllegalArgumentException("translation is " + share + " of the side; it must be 0 to 0.5");
        }
    }
}
