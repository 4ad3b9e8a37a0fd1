package io.pawstream.vision.image;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;

/**
 * The size to which an image is resized, and the part of it that is kept, as displayed.
 *
 * @param width number of columns after the resize
 * @param height number of rows after the resize
 * @param left first column that is kept
 * @param top first row that is kept
 * @param kept size of the part that is kept
 */
record Framing(int width, int height, int left, int top, ImageSize kept) {

    /**
     * Computes the framing of an image.
     *
     * @param preprocessing the preprocessing of the model
     * @param imageWidth number of columns of the image, as displayed
     * @param imageHeight number of rows of the image, as displayed
     * @param maxPixels maximum number of pixels after the resize
     * @throws BadImageException if a side is so much longer than the other one that the resized image is too large
     */
    static Framing of(Preprocessing preprocessing, int imageWidth, int imageHeight, long maxPixels)
            throws BadImageException {
        long[] resized = preprocessing.resize().of(imageWidth, imageHeight);
        ImageSize kept = preprocessing.size();
        if (resized[0] * resized[1] > Math.max(maxPixels, (long) kept.width() * kept.height())) {
            throw new BadImageException(
                    DecodeFailure.TOO_MANY_PIXELS,
                    imageWidth + "x" + imageHeight + " pixels are resized to " + resized[0] + "x" + resized[1]
                            + "; at most " + maxPixels + " pixels are allowed");
        }
        int width = (int) resized[0];
        int height = (int) resized[1];
        return new Framing(width, height, offset(width - kept.width()), offset(height - kept.height()), kept);
    }

    /** Returns half of a difference; of two equally near integers the even one, as torchvision does. */
    private static int offset(int difference) {
        return (int) Math.rint(difference / 2.0);
    }

    /** Returns whether nothing is cut off. */
    boolean keepsAll() {
        return width == kept.width() && height == kept.height();
    }

    /** Returns the length of the longer side after the resize. */
    int longestSide() {
        return Math.max(width, height);
    }
}
