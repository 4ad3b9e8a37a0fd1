package io.pawstream.trainer.network;

/**
 * Rotates each image by a random angle.
 *
 * @param turns largest angle in either direction, as a share of a full rotation, 0 to 0.5
 */
public record RandomRotation(double turns) implements Augmentation {

    /**
     * Checks the range.
     *
     * @param turns largest angle as a share of a full rotation, 0 to 0.5
     * @throws IllegalArgumentException if the value is out of range
     */
    public RandomRotation {
        if (!(turns >= 0 && turns <= 0.5)) {
            throw new IllegalArgumentException("rotation is " + turns + " of a full rotation; it must be 0 to 0.5");
        }
    }
}
