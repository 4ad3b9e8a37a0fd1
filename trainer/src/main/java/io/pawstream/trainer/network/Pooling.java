package io.pawstream.trainer.network;

import java.util.Locale;

/** How a channel is reduced to one value. */
public enum Pooling {
    /** The maximum. */
    MAX,
    /** The mean. */
    AVERAGE;

    /** {@return the value of the option {@code --pooling} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
