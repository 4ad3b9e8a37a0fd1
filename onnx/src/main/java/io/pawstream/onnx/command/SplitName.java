package io.pawstream.onnx.command;

import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.Splits;
import java.util.List;
import java.util.Locale;

/** A split, as users and cards call it. */
enum SplitName {
    TRAIN,
    VALIDATION,
    TEST;

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
