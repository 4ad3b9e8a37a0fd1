package io.pawstream.quickstart.chaos;

/**
 * What was published, and what came of it.
 *
 * @param published events that the broker has acknowledged
 * @param predictions committed predictions
 * @param rejections committed rejections
 * @param missing images without an answer
 * @param duplicates answers beyond the first one of an image
 * @param outOfOrder answers that came before that of an earlier image of the same key
 */
record Account(int published, int predictions, int rejections, int missing, int duplicates, int outOfOrder) {

    /** Whether each image has one answer, in order. */
    boolean isRight() {
        return published == predictions + rejections && missing == 0 && duplicates == 0 && outOfOrder == 0;
    }
}
