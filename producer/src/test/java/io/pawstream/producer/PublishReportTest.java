package io.pawstream.producer;

import static io.pawstream.producer.publish.PublishSummary.Unpublished.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.producer.publish.PublishSummary;
import io.pawstream.producer.publish.PublishSummary.Unpublished;
import io.pawstream.producer.publish.ReplaySummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PublishReportTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void allPublished() {
        assertThat(print(summary(1200, List.of(), 0, List.of(), 0))).isZero();
        assertThat(out).hasToString("published 1,200 images (12.0 MB) to images at h:1 in 4.0 s, 300.0 images/s\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tooLargeImagesAreNamedAndAreNoFailure() {
        assertThat(print(summary(1, List.of("a.jpg (2000000 bytes)"), 0, List.of(), 3)))
                .isZero();
        assertThat(err.toString())
                .contains("skipped 3 files without an image extension:\n  0.txt\n  1.txt\n  2.txt\n")
                .contains("skipped 1 images that are larger")
                .contains("  a.jpg (2000000 bytes)");
    }

    @Test
    void failedImagesAreNamedAndCounted() {
        List<String> names = IntStream.range(0, PublishSummary.MAX_NAMES)
                .mapToObj(i -> i + ".jpg: TimeoutException")
                .toList();
        assertThat(print(summary(0, List.of(), 25, names, 0))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("failed to publish 25 images:\n  0.jpg: TimeoutException\n")
                .endsWith("  9.jpg: TimeoutException\n  and 15 more\n");
    }

    @Test
    void noImageAtAllIsAFailure() {
        assertThat(print(summary(0, List.of(), 0, Collections.emptyList(), 2))).isEqualTo(1);
        assertThat(err.toString()).contains("no images in photos: none of its 2 files has an image extension");
    }

    @Test
    void aStoppedRunIsMarked() {
        print(new PublishSummary(2, 20_000, NONE, NONE, NONE, 0, true));
        assertThat(out).hasToString("published 2 images (0.0 MB) to images at h:1 in 0.0 s, 0.0 images/s; stopped\n");
    }

    @Test
    void aRateThatWasNotReachedIsReported() {
        // 1200 images in 4 s
        for (double rate : new double[] {200, 300, 380, Double.POSITIVE_INFINITY}) {
            report().printUnmetRate(summary(1200, List.of(), 0, List.of(), 0), rate);
            assertThat(err.toString()).as("%s images/s", rate).isEmpty();
        }
        report().printUnmetRate(summary(1200, List.of(), 0, List.of(), 0), 1000);
        assertThat(err)
                .hasToString("warning: the rate was 300.0 images/s, below the requested 1,000.0; reading the images or"
                        + " the broker was too slow\n");
    }

    @Test
    void aReplayHasTheCountsOfItsRejections() {
        report().print(new ReplaySummary(1200, 30, 0, 0, summary(1170, List.of(), 0, List.of(), 0)), "images at h:1");
        assertThat(out.toString())
                .startsWith(
                        "read 1,200 rejections, filtered out 30\npublished 1,170 images (11.7 MB) to images at h:1");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void skippedRejectionsAreReported() {
        report().print(new ReplaySummary(3, 0, 2, 1, summary(2, List.of(), 0, List.of(), 0)), "images at h:1");
        assertThat(err.toString().lines())
                .containsExactly(
                        "skipped 2 records that are not valid rejections; to list them, run: pawstream rejected list",
                        "skipped 1 rejections without their image, which was too large for the topic; publish these"
                                + " images again");
    }

    private PublishReport report() {
        return new PublishReport(new PrintWriter(out), new PrintWriter(err));
    }

    private int print(PublishSummary summary) {
        report().print(summary, "photos", "images at h:1");
        return PublishReport.exitCode(summary);
    }

    private static PublishSummary summary(
            long acknowledged, List<String> tooLarge, long failed, List<String> failures, long notImages) {
        return new PublishSummary(
                acknowledged,
                acknowledged * 10_000,
                new Unpublished(tooLarge.size(), tooLarge),
                new Unpublished(failed, failures),
                new Unpublished(
                        notImages,
                        LongStream.range(0, notImages).mapToObj(i -> i + ".txt").toList()),
                4,
                false);
    }
}
