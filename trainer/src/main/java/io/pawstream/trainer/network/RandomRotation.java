package io.pawstream.trainer.network;

/**
 * Turns each image by an angle of its own.
 *
 * @param turns largest angle, either way, as a share of a full turn: 0 to 0.5
 */
public record RandomRotation(double turns) implements Augmentation {

    public RandomRotation {
        if (!(turns >= 0 && turns <= 0.5)) {
            throw new IllegalArgumentException("a rotation of " + turns + " turns; it must be 0 to 0.5");
        }
    }
}
