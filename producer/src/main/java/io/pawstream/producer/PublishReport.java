package io.pawstream.producer;

import io.pawstream.producer.publish.PublishSummary;
import io.pawstream.producer.publish.ReplaySummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the summary of publishing: counts on standard output, unpublished images on standard error. */
final class PublishReport {

    private final PrintWriter out;
    private final PrintWriter err;

    PublishReport(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** {@return 1 if an image failed or the source had no images; otherwise 0} */
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
            err.println("no images in " + images + ": none of its " + summary.notImages()
                    + " files has an image extension (.jpg, .jpeg, .png, .gif, .bmp, .webp)");
        } else if (summary.notImages() > 0) {
            out.println("skipped " + summary.notImages() + " files without an image extension");
        }
        if (summary.tooLarge() > 0) {
            err.println("skipped " + summary.tooLarge()
                    + " images that are larger than the topic's max.message.bytes, headers included:");
            printNames(summary.tooLargeNames(), summary.tooLarge());
        }
        if (summary.failed() > 0) {
            err.println("failed to publish " + summary.failed() + " images:");
            printNames(summary.failures(), summary.failed());
        }
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

    private void printNames(List<String> names, long count) {
        names.forEach(name -> err.println("  " + name));
        // With --loop, one name can stand for several events.
        if (names.size() == PublishSummary.MAX_NAMES && count > names.size()) {
            err.println("  and " + (count - names.size()) + " more");
        }
    }
}
