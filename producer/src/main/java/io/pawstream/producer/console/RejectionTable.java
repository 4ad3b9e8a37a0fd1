package io.pawstream.producer.console;

import io.pawstream.cli.Printable;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Formats rejections as rows of a table, with escapes for characters that are not printable. */
public final class RejectionTable {

    private static final int REASON_WIDTH = Arrays.stream(RejectionReason.values())
            .mapToInt(reason -> reason.word().length())
            .max()
            .orElseThrow();

    private static final String ROW =
            "%-19s  %-9s  %-" + REASON_WIDTH + "s  %-18s  %-" + PredictionTable.NAME_WIDTH + "s  %7s  %s";

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
        return Printable.of(String.format(
                ROW,
                time.format(Instant.ofEpochMilli(timestampMillis)),
                rejection.stage().word(),
                rejection.reason().word(),
                rejection.input(),
                PredictionTable.shortened(rejection.subject() == null ? rejection.imageId() : rejection.subject()),
                rejection.replayCount(),
                rejection.message()));
    }
}
