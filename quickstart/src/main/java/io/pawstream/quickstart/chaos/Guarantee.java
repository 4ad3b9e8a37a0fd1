package io.pawstream.quickstart.chaos;

import java.util.Locale;

/** A delivery mode of Kafka Streams, the setting {@code processing.guarantee}. */
enum Guarantee {
    EXACTLY_ONCE_V2(
            "every image has exactly one result", "not every image has exactly one result in the order of its key"),
    AT_LEAST_ONCE("every image has at least one result", "not every image has a result");

    private final String kept;
    private final String broken;

    Guarantee(String kept, String broken) {
        this.kept = kept;
        this.broken = broken;
    }

    boolean isKept(DeliveryCounts counts) {
        return this == EXACTLY_ONCE_V2 ? counts.isExactlyOnce() : counts.isAtLeastOnce();
    }

    /** Returns what is printed, depending on whether all results had the guarantee. */
    String message(boolean allKept) {
        return allKept ? kept : broken;
    }

    /** Returns the value of the setting. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
