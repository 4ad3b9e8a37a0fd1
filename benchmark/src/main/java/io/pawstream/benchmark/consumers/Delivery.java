package io.pawstream.benchmark.consumers;

import java.util.BitSet;

/** Counts the results of consecutively numbered images. Results of other numbers are ignored. */
final class Delivery {

    private final BitSet seen = new BitSet();
    private final int first;
    private final int published;
    private int duplicates;

    /**
     * Creates empty counts.
     *
     * @param first number of the first image
     * @param published number of images
     */
    Delivery(int first, int published) {
        this.first = first;
        this.published = published;
    }

    /**
     * Counts a result.
     *
     * @param number number of the image
     * @return whether it is the first result of one of the images
     */
    boolean add(int number) {
        int index = number - first;
        if (index < 0 || index >= published) {
            return false;
        }
        if (seen.get(index)) {
            duplicates++;
            return false;
        }
        seen.set(index);
        return true;
    }

    /** {@return the number of published images} */
    int published() {
        return published;
    }

    /** {@return the number of images with a result} */
    int delivered() {
        return seen.cardinality();
    }

    /** {@return the number of images without a result} */
    int missing() {
        return published - delivered();
    }

    /** {@return the number of results beyond the first one of each image} */
    int duplicates() {
        return duplicates;
    }
}
