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
        return summary.failed() > 0 || hasNoPicture(summary) ? 1 : 0;
    }

    private static boolean hasNoPicture(PublishSummary summary) {
        return summary.acknowledged() == 0
                && summary.tooLarge() == 0
                && summary.failed() == 0
                && summary.notPictures() > 0;
    }

    /**
     * Prints the summary.
     *
     * @param images what the pictures came from
     * @param target the topic and the broker
     */
    void print(PublishSummary summary, String images, String target) {
        out.printf(
                Locale.ROOT,
                "published %,d pictures (%,.1f MB) in %.1f s, %,.1f a second, to %s%s%n",
                summary.acknowledged(),
                summary.acknowledgedBytes() / 1e6,
                summary.seconds(),
                summary.ratePerSecond(),
                target,
                summary.stopped() ? "; stopped" : "");
        if (hasNoPicture(summary)) {
            err.println("none of the " + summary.notPictures() + " files in " + images
                    + " is named like a picture (.jpg, .jpeg, .png, .gif, .bmp, .webp)");
        } else if (summary.notPictures() > 0) {
            out.println("skipped " + summary.notPictures() + " files that are not named like a picture");
        }
        if (summary.tooLarge() > 0) {
            err.println("skipped " + summary.tooLarge() + " pictures that are, with their headers, larger than the"
                    + " topic's max.message.bytes:");
            names(summary.tooLargeNames(), summary.tooLarge());
        }
        if (summary.failed() > 0) {
            err.println("not published: " + summary.failed() + " pictures:");
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
        if (summary.withoutPicture() > 0) {
            err.println("passed over " + summary.withoutPicture()
                    + " whose pictures were too large to be kept with them; publish these again");
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
