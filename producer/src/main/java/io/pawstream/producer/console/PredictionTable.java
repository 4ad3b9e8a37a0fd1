package io.pawstream.producer.console;

import io.pawstream.cli.Printable;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEvent.ClassProbability;
import io.pawstream.contract.event.Rejection;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats predictions as rows of a table, with escapes for characters that are not printable. */
public final class PredictionTable {

    /** Width of the column with the name of the image. */
    static final int NAME_WIDTH = 28;

    private static final int LABEL_WIDTH = 16;
    private static final int NEXT_LABEL_WIDTH = 33;
    private static final int NEXT_WIDTH = 40;

    private static final String ROW =
            "%-12s  %-" + NAME_WIDTH + "s  %-" + LABEL_WIDTH + "s  %11s  %-18s  %9s  %9s  %9s  %s";

    private final DateTimeFormatter time;

    /**
     * Creates a table.
     *
     * @param zone time zone of the times
     */
    public PredictionTable(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    /** {@return the row with the names of the columns} */
    public String header() {
        return String.format(
                ROW, "time", "image", "label", "probability", "model", "decode", "queue", "inference", "next classes");
    }

    /**
     * Formats a prediction.
     *
     * @param event the prediction
     * @param timestampMillis time of its record, in milliseconds since 1970
     * @return a row under {@link #header}; the last column has the other classes of {@code top}, as many as fit
     */
    public String row(PredictionEvent event, long timestampMillis) {
        return Printable.of(String.format(
                        Locale.ROOT,
                        ROW,
                        time.format(Instant.ofEpochMilli(timestampMillis)),
                        shortened(event.subject() == null ? event.imageId() : event.subject()),
                        Printable.fitted(event.label(), LABEL_WIDTH),
                        probability(event.probability()),
                        event.model().name(),
                        milliseconds(event.decodeSeconds()),
                        milliseconds(event.queueSeconds()),
                        milliseconds(event.inferenceSeconds()),
                        nextClasses(event)))
                .stripTrailing();
    }

    /**
     * Formats a rejection as a row among predictions.
     *
     * @param event the rejection
     * @param timestampMillis time of its record, in milliseconds since 1970
     * @return time and image under {@link #header}, then reason and message
     */
    public String row(Rejection event, long timestampMillis) {
        return Printable.of(String.format(
                Locale.ROOT,
                "%-12s  %-" + NAME_WIDTH + "s  rejected: %s (%s)",
                time.format(Instant.ofEpochMilli(timestampMillis)),
                shortened(event.subject() == null ? event.imageId() : event.subject()),
                event.reason().word(),
                event.message()));
    }

    /** Fits a name into its column, with escapes. Keeps the end of a long name, which identifies the image. */
    static String shortened(String unescaped) {
        String name = Printable.of(unescaped);
        return name.length() <= NAME_WIDTH ? name : "..." + name.substring(name.length() - (NAME_WIDTH - 3));
    }

    private static String nextClasses(PredictionEvent event) {
        StringBuilder text = new StringBuilder();
        for (ClassProbability next :
                event.top().subList(Math.min(1, event.top().size()), event.top().size())) {
            String entry = Printable.fitted(next.label(), NEXT_LABEL_WIDTH) + " " + probability(next.probability());
            if (text.length() + entry.length() > NEXT_WIDTH) {
                break;
            }
            text.append(text.isEmpty() ? "" : ", ").append(entry);
        }
        return text.toString();
    }

    private static String probability(double probability) {
        return String.format(Locale.ROOT, "%.4f", probability);
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f ms", seconds * 1000);
    }
}
