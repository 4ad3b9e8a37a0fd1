package io.pawstream.producer.console;

import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Predictions as rows for people. */
public final class PredictionTable {

    private static final String ROW = "%-12s  %-36s  %-5s  %11s  %-12s  %9s  %9s  %9s";

    private final DateTimeFormatter time;

    /** A table whose times are in a zone. */
    public PredictionTable(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    /** The names of the columns. */
    public String header() {
        return String.format(ROW, "time", "image", "label", "probability", "model", "decode", "queue", "inference");
    }

    /** The row of a prediction. */
    public String row(PredictionEvent event, long timestampMillis) {
        return String.format(
                Locale.ROOT,
                ROW,
                time.format(Instant.ofEpochMilli(timestampMillis)),
                shortened(event.subject() == null ? event.imageId() : event.subject()),
                event.label(),
                String.format(Locale.ROOT, "%.4f", event.probability()),
                event.model() == null ? "" : event.model().name(),
                milliseconds(event.decodeSeconds()),
                milliseconds(event.queueSeconds()),
                milliseconds(event.inferenceSeconds()));
    }

    /** The row of an image that was refused. */
    public String row(Rejection event, long timestampMillis) {
        return String.format(
                Locale.ROOT,
                "%-12s  %-36s  rejected: %s (%s)",
                time.format(Instant.ofEpochMilli(timestampMillis)),
                shortened(event.subject() == null ? event.imageId() : event.subject()),
                event.reason().word(),
                event.message());
    }

    /** The end of a long name says more than its beginning. */
    public static String shortened(String name) {
        return name.length() <= 36 ? name : "..." + name.substring(name.length() - 33);
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f ms", seconds * 1000);
    }
}
