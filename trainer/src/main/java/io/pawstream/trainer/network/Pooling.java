package io.pawstream.trainer.network;

import java.util.Locale;

/** What a channel is reduced to. */
public enum Pooling {
    /** Its largest value. */
    MAX,
    /** Its mean. */
    AVERAGE;

    /** The word for command lines and cards. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
