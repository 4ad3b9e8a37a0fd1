package io.pawstream.quickstart.chaos;

/**
 * Published images and their committed results.
 *
 * @param published events that the broker has acknowledged
 * @param predictions committed predictions
 * @param rejections committed rejections
 * @param missing images without a result
 * @param duplicates results beyond the first one of an image
 * @param outOfOrder results that follow the result of a later image with the same key
 */
record DeliveryCounts(int published, int predictions, int rejections, int missing, int duplicates, int outOfOrder) {

    /** {@return whether every image has exactly one result, in the order of its key} */
    boolean isExactlyOnce() {
        return published == predictions + rejections && missing == 0 && duplicates == 0 && outOfOrder == 0;
    }

    /** {@return whether every image has a result; repeated results may follow those of later images} */
    boolean isAtLeastOnce() {
        return missing == 0;
    }
}
