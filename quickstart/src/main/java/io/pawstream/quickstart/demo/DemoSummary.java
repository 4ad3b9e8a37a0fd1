package io.pawstream.quickstart.demo;

import io.pawstream.cli.Printable;
import io.pawstream.contract.event.RejectionReason;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a demo published and received.
 *
 * @param published images that the broker has acknowledged
 * @param classified images with a prediction, by label
 * @param rejected images with a rejection, by reason
 * @param unexpected results that do not complete a published image
 * @param accuracy predictions compared with known labels
 * @param timing throughput and latency
 */
record DemoSummary(
        long published,
        Map<String, Long> classified,
        Map<RejectionReason, Long> rejected,
        Unexpected unexpected,
        Accuracy accuracy,
        Timing timing) {

    /**
     * Results that do not complete a published image.
     *
     * @param duplicates results of images that already have one
     * @param foreign results of images that another producer published
     */
    record Unexpected(long duplicates, long foreign) {}

    /**
     * Predictions compared with known labels.
     *
     * @param labeled classified images with the label of a class of the model
     * @param correct images among them whose prediction has this label
     * @param others classified images with another label
     */
    record Accuracy(long labeled, long correct, long others) {

        /** Prints nothing if no image has a label. */
        private void print(PrintWriter out) {
            if (labeled > 0) {
                out.printf(Locale.ROOT, "accuracy    %.4f", (double) correct / labeled);
                out.println(
                        others == 0 ? "" : "  (of " + labeled + " images; the folders of the others are no classes)");
            } else if (others > 0) {
                out.println("accuracy    unknown: no image is in a folder with the name of a class");
            }
        }
    }

    /**
     * Throughput and latency.
     *
     * @param seconds time from the first published image to the last result
     * @param warm whether the latencies are those of images sent after the warm-up; if there are none, of all images
     * @param p50Millis median latency in milliseconds, from sending an image to reading its committed result
     * @param p95Millis 95th percentile of the latency in milliseconds
     * @param p99Millis 99th percentile of the latency in milliseconds
     */
    record Timing(double seconds, boolean warm, double p50Millis, double p95Millis, double p99Millis) {}

    /** Seconds from the first published image until its latencies count. */
    static final int WARM_UP_SECONDS = 5;

    /** Number of classes on lines of their own. */
    private static final int MOST_CLASSES = 10;

    DemoSummary {
        // Copied, because the tally may continue to count.
        rejected = rejected.isEmpty() ? Map.of() : new EnumMap<>(rejected);
        classified = new TreeMap<>(classified);
    }

    /** {@return the number of images with a prediction} */
    long predictions() {
        return sum(classified);
    }

    /** {@return the number of images with a rejection} */
    long rejections() {
        return sum(rejected);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return whether every published image has exactly one result} */
    boolean isExactlyOnce() {
        return published == predictions() + rejections() && unexpected.duplicates == 0;
    }

    /** Prints the classes with the most images, and the number of images of the others. */
    private void printClasses(PrintWriter out) {
        List<Map.Entry<String, Long>> classes = classified.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        int printed = Math.min(classes.size(), MOST_CLASSES);
        long rest = predictions();
        for (Map.Entry<String, Long> each : classes.subList(0, printed)) {
            out.printf("  %-22s %d%n", Printable.fitted(each.getKey(), 22), each.getValue());
            rest -= each.getValue();
        }
        if (rest > 0) {
            out.printf("  %-22s %d  (%d classes)%n", "other", rest, classes.size() - printed);
        }
    }

    void print(PrintWriter out) {
        long results = predictions() + rejections();
        out.println();
        out.printf("published   %d%n", published);
        out.printf("classified  %d%n", predictions());
        printClasses(out);
        out.printf("rejected    %d%n", rejections());
        rejected.forEach(
                (reason, count) -> out.printf("  %-22s %d  (%s)%n", reason.word(), count, reason.explanation()));
        accuracy.print(out);
        if (results > 0) {
            out.printf(Locale.ROOT, "throughput  %.1f images/s%n", results / Math.max(timing.seconds, 1e-3));
            out.printf(
                    Locale.ROOT,
                    "latency     p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%s%n",
                    timing.p50Millis,
                    timing.p95Millis,
                    timing.p99Millis,
                    timing.warm ? " (without the first " + WARM_UP_SECONDS + " s)" : "");
        }
        if (unexpected.foreign > 0) {
            out.printf("ignored     %d results of images from other producers%n", unexpected.foreign);
        }
        if (unexpected.duplicates > 0) {
            out.printf("duplicates  %d%n", unexpected.duplicates);
        }
        if (published != results) {
            out.printf("missing     %d results%n", published - results);
        }
    }
}
