package io.pawstream.onnx.dataset;

/**
 * Numbers of images in the three splits.
 *
 * @param train at least 1
 * @param validation at least 1
 * @param test at least 1
 */
public record SplitSizes(int train, int validation, int test) {

    /** The published sizes. */
    public static final SplitSizes PUBLISHED = new SplitSizes(9_305, 2_326, 2_326);

    public SplitSizes {
        if (train < 1 || validation < 1 || test < 1) {
            throw new IllegalArgumentException("the splits would have " + train + ", " + validation + " and " + test
                    + " images; each needs at least one");
        }
    }

    /** Images in all splits. */
    public int total() {
        return train + validation + test;
    }

    /**
     * Sizes for a number of images. Sizes that are not asked for are the published ones if there are enough images,
     * otherwise they share what is left as 4:1:1.
     *
     * @param available number of images
     * @param train asked for, or null; so are the other two
     * @throws IllegalArgumentException if there are too few images
     */
    public static SplitSizes of(int available, Integer train, Integer validation, Integer test) {
        SplitSizes wanted = new SplitSizes(
                train == null ? PUBLISHED.train : train,
                validation == null ? PUBLISHED.validation : validation,
                test == null ? PUBLISHED.test : test);
        if (wanted.total() <= available) {
            return wanted;
        }
        int left = available - orZero(train) - orZero(validation) - orZero(test);
        int parts = (train == null ? 4 : 0) + (validation == null ? 1 : 0) + (test == null ? 1 : 0);
        if (left < parts || parts == 0) {
            throw new IllegalArgumentException("the splits need more images than the " + available
                    + " that count; ask for smaller ones with --train-size, --validation-size and --test-size");
        }
        int part = left / parts;
        return new SplitSizes(
                train != null ? train : left - (parts - 4) * part,
                validation != null ? validation : part,
                test != null ? test : part);
    }

    private static int orZero(Integer size) {
        return size == null ? 0 : size;
    }
}
