package io.pawstream.producer.console;

import io.pawstream.contract.event.Rejection;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats rejections as rows of a table. */
public final class RejectionTable {

    private static final String ROW = "%-19s  %-9s  %-18s  %-18s  %-" + PredictionTable.NAME_WIDTH + "s  %7s  %s";

    private final DateTimeFormatter time;

    /**
     * Creates a table.
     *
     * @param zone time zone of the times
     */
    public RejectionTable(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** {@return the row with the names of the columns} */
    public String header() {
        return String.format(ROW, "published", "stage", "reason", "origin", "image", "replays", "message");
    }

    /**
     * Formats a rejection.
     *
     * @param rejection the rejection
     * @param timestampMillis time of its record, in milliseconds since 1970: when the image was published
     * @return a row under {@link #header}
     */
    public String row(Rejection rejection, long timestampMillis) {
        return String.format(
                ROW,
                time.format(Instant.ofEpochMilli(timestampMillis)),
                rejection.stage().word(),
                rejection.reason().word(),
                rejection.input(),
                PredictionTable.shortened(rejection.subject() == null ? rejection.imageId() : rejection.subject()),
                rejection.replayCount(),
                rejection.message());
    }
}
