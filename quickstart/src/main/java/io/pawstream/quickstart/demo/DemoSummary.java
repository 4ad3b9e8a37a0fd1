package io.pawstream.quickstart.demo;

import io.pawstream.contract.event.RejectionReason;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a demo came to.
 *
 * @param published image events that the broker has
 * @param classified images with a prediction
 * @param rejected images with a rejection, by reason
 * @param classes predictions by class
 * @param repeated answers to images that have one already
 * @param ofOthers answers to images that another producer published
 * @param labelled classified images whose class the source knows
 * @param right those of them whose prediction is right
 * @param seconds time from the first publish to the last answer
 * @param p50Millis half of the images took no longer from publish to committed answer
 * @param p95Millis 95% took no longer
 * @param p99Millis 99% took no longer
 */
record DemoSummary(
        long published,
        long classified,
        Map<RejectionReason, Long> rejected,
        Map<String, Long> classes,
        long repeated,
        long ofOthers,
        long labelled,
        long right,
        double seconds,
        double p50Millis,
        double p95Millis,
        double p99Millis) {

    DemoSummary {
        // The tally goes on counting in its own.
        rejected = rejected.isEmpty() ? Map.of() : new EnumMap<>(rejected);
        classes = new TreeMap<>(classes);
    }

    long rejections() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether every published image has exactly one answer. */
    boolean isComplete() {
        return published == classified + rejections() && repeated == 0;
    }

    void print(PrintWriter out) {
        out.println();
        out.printf("published   %d%n", published);
        out.printf("classified  %d%n", classified);
        classes.forEach((label, count) -> out.printf("  %-14s %d%n", label, count));
        out.printf("rejected    %d%n", rejections());
        rejected.forEach(
                (reason, count) -> out.printf("  %-22s %d  (%s)%n", reason.word(), count, reason.explanation()));
        if (labelled > 0) {
            out.printf(Locale.ROOT, "accuracy %.4f%n", (double) right / labelled);
        }
        if (classified + rejections() > 0) {
            out.printf(Locale.ROOT, "images/s %.1f%n", (classified + rejections()) / Math.max(seconds, 1e-3));
            out.printf(
                    Locale.ROOT,
                    "publish to committed answer: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%n",
                    p50Millis,
                    p95Millis,
                    p99Millis);
        }
        if (ofOthers > 0) {
            out.printf("besides, %d answers to images of other producers%n", ofOthers);
        }
        if (repeated > 0) {
            out.printf("%d answers were repeated: an image has two%n", repeated);
        }
        long missing = published - classified - rejections();
        if (missing != 0) {
            out.printf("%d published images have no answer%n", missing);
        }
    }
}
