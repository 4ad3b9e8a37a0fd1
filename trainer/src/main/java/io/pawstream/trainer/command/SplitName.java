package io.pawstream.trainer.command;

import io.pawstream.trainer.data.Sample;
import io.pawstream.trainer.data.Splits;
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
