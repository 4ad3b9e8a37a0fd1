package io.pawstream.trainer.network;

/**
 * Shows a part of each image, or more than all of it with the border reflected: its side is the image's times a factor
 * of its own, drawn evenly from a range.
 *
 * @param smallest smallest factor, above 0
 * @param largest largest factor, at least the smallest and at most 2
 */
public record RandomZoom(double smallest, double largest) implements Augmentation {

    public RandomZoom {
        if (!(smallest > 0 && smallest <= largest && largest <= 2)) {
            throw new IllegalArgumentException("a zoom of " + smallest + " to " + largest
                    + "; it must be above 0, at most 2, and the smaller first");
        }
    }
}
