package io.pawstream.onnx.dataset;

import java.util.List;
import java.util.Locale;

/** The name of a split, as in options and on cards. */
public enum SplitName {
    /** Images to fit the weights to. */
    TRAIN,
    /** Images to select epochs and options on. */
    VALIDATION,
    /** Images of the final score. */
    TEST;

    /**
     * Returns the images of this split.
     *
     * @param splits all splits
     * @return the images
     */
    public List<Sample> of(Splits splits) {
        return switch (this) {
            case TRAIN -> splits.train();
            case VALIDATION -> splits.validation();
            case TEST -> splits.test();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
