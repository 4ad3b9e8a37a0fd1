package io.pawstream.producer;

import io.pawstream.producer.publish.PublishSummary;
import io.pawstream.producer.publish.ReplaySummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The summary of publishing in words: numbers on the standard output, what is missing on the error output. */
final class PublishReport {

    private final PrintWriter out;
    private final PrintWriter err;

    PublishReport(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** 0 if nothing is missing that could have been published. */
    static int exitCode(PublishSummary summary) {
        return summary.failed() > 0 || hasNoImage(summary) ? 1 : 0;
    }

    private static boolean hasNoImage(PublishSummary summary) {
        return summary.acknowledged() == 0
                && summary.tooLarge() == 0
                && summary.failed() == 0
                && summary.notImages() > 0;
    }

    /**
     * Prints the summary.
     *
     * @param images what the images came from
     * @param target the topic and the broker
     */
    void print(PublishSummary summary, String images, String target) {
        out.printf(
                Locale.ROOT,
                "published %,d images (%,.1f MB) in %.1f s, %,.1f a second, to %s%s%n",
                summary.acknowledged(),
                summary.acknowledgedBytes() / 1e6,
                summary.seconds(),
                summary.ratePerSecond(),
                target,
                summary.stopped() ? "; stopped" : "");
        if (hasNoImage(summary)) {
            err.println("none of the " + summary.notImages() + " files in " + images
                    + " is named like an image (.jpg, .jpeg, .png, .gif, .bmp, .webp)");
        } else if (summary.notImages() > 0) {
            out.println("skipped " + summary.notImages() + " files that are not named like an image");
        }
        if (summary.tooLarge() > 0) {
            err.println("skipped " + summary.tooLarge() + " images that are, with their headers, larger than the"
                    + " topic's max.message.bytes:");
            names(summary.tooLargeNames(), summary.tooLarge());
        }
        if (summary.failed() > 0) {
            err.println("not published: " + summary.failed() + " images:");
            names(summary.failures(), summary.failed());
        }
        out.flush();
        err.flush();
    }

    /**
     * Prints the summary of a replay.
     *
     * @param target the topic and the broker
     */
    void print(ReplaySummary summary, String target) {
        out.printf(
                Locale.ROOT,
                "read %,d rejections, passed over %,d that were not asked for%n",
                summary.read(),
                summary.passedOver());
        if (summary.malformed() > 0) {
            err.println("passed over " + summary.malformed() + " records that are no rejections; \"pawstream rejected"
                    + " list\" names them");
        }
        if (summary.withoutImage() > 0) {
            err.println("passed over " + summary.withoutImage()
                    + " whose images were too large to be kept with them; publish these again");
        }
        print(summary.published(), "the rejected topic", target);
    }

    private void names(List<String> names, long count) {
        names.forEach(name -> err.println("  " + name));
        // In a loop a name stands for several events.
        if (names.size() == PublishSummary.MAX_NAMES && count > names.size()) {
            err.println("  and " + (count - names.size()) + " more");
        }
    }
}
