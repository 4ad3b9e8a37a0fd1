package io.pawstream.onnx.command;

import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.Splits;
import java.util.List;
import java.util.Locale;

/** The name of a split, as in options and on cards. */
enum SplitName {
    TRAIN,
    VALIDATION,
    TEST;

    /** {@return the images of this split} */
    List<Sample> of(Splits splits) {
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
