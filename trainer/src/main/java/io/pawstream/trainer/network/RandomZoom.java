package io.pawstream.trainer.network;

/**
 * Shows a random part of each image, or more than the image with the border reflected. The side of the part is uniform
 * in a range of factors of the side of the image.
 *
 * @param smallest smallest factor, above 0
 * @param largest largest factor, at least {@code smallest} and at most 2
 */
public record RandomZoom(double smallest, double largest) implements Augmentation {

    /**
     * Checks the range.
     *
     * @param smallest smallest factor, above 0
     * @param largest largest factor, at least {@code smallest} and at most 2
     * @throws IllegalArgumentException if a factor is out of range
     */
    public RandomZoom {
        if (!(smallest > 0 && smallest <= largest && largest <= 2)) {
            throw new IllegalArgumentException(
                    "zoom is " + smallest + " to " + largest + "; it must be above 0, at most 2, and ascending");
        }
    }
}
