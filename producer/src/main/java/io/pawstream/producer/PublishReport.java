package io.pawstream.producer;

import io.pawstream.cli.Printable;
import io.pawstream.producer.publish.PublishSummary;
import io.pawstream.producer.publish.PublishSummary.Unpublished;
import io.pawstream.producer.publish.ReplaySummary;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints the summary of publishing: counts on standard output, unpublished files on standard error. */
final class PublishReport {

    private final PrintWriter out;
    private final PrintWriter err;

    PublishReport(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** {@return 1 if an image failed or the source had no images; otherwise 0} */
    static int exitCode(PublishSummary summary) {
        return summary.failed().count() > 0 || hasNoImage(summary) ? 1 : 0;
    }

    private static boolean hasNoImage(PublishSummary summary) {
        return summary.acknowledged() == 0
                && summary.tooLarge().count() == 0
                && summary.failed().count() == 0
                && summary.notImages().count() > 0;
    }

    /**
     * Prints the summary.
     *
     * @param summary results of publishing
     * @param images name of the source of the images
     * @param target topic and broker
     */
    void print(PublishSummary summary, String images, String target) {
        out.printf(
                Locale.ROOT,
                "published %,d images (%,.1f MB) to %s in %.1f s, %,.1f images/s%s%n",
                summary.acknowledged(),
                summary.acknowledgedBytes() / 1e6,
                target,
                summary.seconds(),
                summary.ratePerSecond(),
                summary.stopped() ? "; stopped" : "");
        if (hasNoImage(summary)) {
            err.println("no images in " + images + ": none of its "
                    + summary.notImages().count()
                    + " files has an image extension (.jpg, .jpeg, .jfif, .mpo, .png, .gif, .bmp, .webp)");
        } else {
            print("skipped", summary.notImages(), "files without an image extension");
        }
        print(
                "skipped",
                summary.tooLarge(),
                "images that are larger than the topic's max.message.bytes, headers included");
        print("failed to publish", summary.failed(), "images");
        out.flush();
        err.flush();
    }

    /**
     * Prints the summary of a replay.
     *
     * @param summary results of the replay
     * @param target topic and broker
     */
    void print(ReplaySummary summary, String target) {
        out.printf(Locale.ROOT, "read %,d rejections, filtered out %,d%n", summary.read(), summary.filteredOut());
        if (summary.malformed() > 0) {
            err.println("skipped " + summary.malformed()
                    + " records that are not valid rejections; to list them, run: pawstream rejected list");
        }
        if (summary.withoutImage() > 0) {
            err.println("skipped " + summary.withoutImage()
                    + " rejections without their image, which was too large for the topic; publish these images again");
        }
        print(summary.published(), "the rejected topic", target);
    }

    /**
     * Prints a warning if the requested rate was not reached.
     *
     * @param summary results of publishing
     * @param ratePerSecond requested rate in events per second; infinite for no limit
     */
    void printUnmetRate(PublishSummary summary, double ratePerSecond) {
        // The last acknowledgement comes after the last event is due, which matters if there are only few events.
        double planned = summary.acknowledged() / ratePerSecond;
        if (Double.isFinite(ratePerSecond) && summary.seconds() > 1.05 * planned + 1) {
            err.printf(
                    Locale.ROOT,
                    "warning: the rate was %,.1f images/s, below the requested %,.1f; reading the images or the broker"
                            + " was too slow%n",
                    summary.ratePerSecond(),
                    ratePerSecond);
            err.flush();
        }
    }

    private void print(String what, Unpublished files, String which) {
        if (files.count() == 0) {
            return;
        }
        err.println(what + " " + files.count() + " " + which + ":");
        files.names().forEach(name -> err.println("  " + Printable.of(name)));
        if (files.names().size() == PublishSummary.MAX_NAMES
                && files.count() > files.names().size()) {
            err.println("  and " + (files.count() - files.names().size()) + " more");
        }
    }
}
