package io.pawstream.trainer.network;

/**
 * Moves each image by an offset of its own, the border reflected.
 *
 * @param share largest offset, each way and either axis, as a share of the side: 0 to 0.5
 */
public record RandomTranslation(double share) implements Augmentation {

    public RandomTranslation {
        if (!(share >= 0 && share <= 0.5)) {
            throw new IllegalArgumentException("a translation of " + share + " sides; it must be 0 to 0.5");
        }
    }
}
