package io.pawstream.onnx.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of images in the three splits.
 *
 * @param train images to fit the weights to, at least 1
 * @param validation images to select epochs and options on, at least 1
 * @param test images of the final score, at least 1
 */
public record SplitSizes(int train, int validation, int test) {

    /** The sizes of the published exercise. */
    public static final SplitSizes PUBLISHED = new SplitSizes(9_305, 2_326, 2_326);

    /**
     * Checks the sizes.
     *
     * @param train size of the training split, at least 1
     * @param validation size of the validation split, at least 1
     * @param test size of the test split, at least 1
     * @throws IllegalArgumentException if a size is below 1
     */
    public SplitSizes {
        if (train < 1 || validation < 1 || test < 1) {
            throw new IllegalArgumentException(
                    "split sizes are " + train + ", " + validation + " and " + test + "; each must be at least 1");
        }
    }

    /** {@return the size of a split} */
    int of(SplitName split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /** {@return the number of images in all splits} */
    public int total() {
        return train + validation + test;
    }

    /**
     * Computes the sizes for a number of images. Sizes that are not requested default to the published ones. If there
     * are too few images, they share the remaining images 4:1:1.
     *
     * @param available number of images
     * @param train requested size of the training split, absent for the default
     * @param validation requested size of the validation split, absent for the default
     * @param test requested size of the test split, absent for the default
     * @return the sizes; their sum is at most {@code available}
     * @throws IllegalArgumentException if there are too few images, or a requested size is below 1
     */
    public static SplitSizes of(
            int available, @Nullable Integer train, @Nullable Integer validation, @Nullable Integer test) {
        SplitSizes full = new SplitSizes(
                train == null ? PUBLISHED.train : train,
                validation == null ? PUBLISHED.validation : validation,
                test == null ? PUBLISHED.test : test);
        if (full.total() <= available) {
            return full;
        }
        int left = available - orZero(train) - orZero(validation) - orZero(test);
        int parts = (train == null ? 4 : 0) + (validation == null ? 1 : 0) + (test == null ? 1 : 0);
        if (left < parts || parts == 0) {
            throw new IllegalArgumentException("not enough images for the splits: " + available
                    + "; set smaller sizes with --train-size, --validation-size and --test-size");
        }
        int part = left / parts;
        return new SplitSizes(
                train != null ? train : left - (parts - 4) * part,
                validation != null ? validation : part,
                test != null ? test : part);
    }

    private static int orZero(@Nullable Integer size) {
        return size == null ? 0 : size;
    }
}
