package io.pawstream.trainer.command;

import java.util.Locale;

/** Which epoch is exported. */
enum Select {
    /** The best on the validation split, the earliest of equals. */
    BEST,
    /** The last. */
    LAST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
