package io.pawstream.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.quickstart.demo.DemoSummary.Accuracy;
import io.pawstream.quickstart.demo.DemoSummary.Timing;
import io.pawstream.quickstart.demo.DemoSummary.Unexpected;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSummaryTest {

    private static final Timing TIMING = new Timing(4, true, 12.4, 56.5, 78.6);

    private static List<String> print(DemoSummary summary) {
        StringWriter printed = new StringWriter();
        summary.print(new PrintWriter(printed, true));
        return printed.toString().lines().toList();
    }

    @Test
    void everyCountIsOnALineOfItsOwn() {
        DemoSummary summary = new DemoSummary(
                20,
                Map.of("dog", 7L, "cat", 9L),
                Map.of(RejectionReason.TRUNCATED, 1L, RejectionReason.EMPTY, 2L),
                new Unexpected(3, 5),
                new Accuracy(16, 12, 0),
                TIMING);
        assertThat(print(summary))
                .containsExactly(
                        "",
                        "published   20",
                        "classified  16",
                        "  cat                    9",
                        "  dog                    7",
                        "rejected    3",
                        "  empty                  2  (" + RejectionReason.EMPTY.explanation() + ")",
                        "  truncated              1  (" + RejectionReason.TRUNCATED.explanation() + ")",
                        "accuracy    0.7500",
                        "throughput  4.8 images/s",
                        "latency     p50 12 ms, p95 57 ms, p99 79 ms (without the first 5 s)",
                        "ignored     5 results of images from other producers",
                        "duplicates  3",
                        "missing     1 results");
    }

    @Test
    void theTenLargestClassesAreOnLinesOfTheirOwn() {
        Map<String, Long> classified = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            classified.put(String.format("class%03d", i), i < 8 ? 100L - i : 2L);
        }
        classified.put("German short-haired pointer \u001b[2J", 50L);
        List<String> lines =
                print(new DemoSummary(3000, classified, Map.of(), new Unexpected(0, 0), new Accuracy(0, 0, 0), TIMING));
        assertThat(lines.subList(3, 15))
                .containsExactly(
                        "  class000               100",
                        "  class001               99",
                        "  class002               98",
                        "  class003               97",
                        "  class004               96",
                        "  class005               95",
                        "  class006               94",
                        "  class007               93",
                        "  German short-haired... 50",
                        "  class008               2",
                        "  other                  1982  (991 classes)",
                        "rejected    0");
    }

    @ParameterizedTest
    @CsvSource({
        "20, 15, 0, accuracy    0.7500",
        "20, 15, 4, accuracy    0.7500  (of 20 images; the folders of the others are no classes)",
        "0, 0, 4, 'accuracy    unknown: no image is in a folder with the name of a class'"
    })
    void theAccuracyTellsWhatItCompares(int labeled, int correct, int others, String line) {
        DemoSummary summary = new DemoSummary(
                24, Map.of("cat", 24L), Map.of(), new Unexpected(0, 0), new Accuracy(labeled, correct, others), TIMING);
        assertThat(print(summary)).contains(line);
    }

    @Test
    void aDemoWithoutResultsHasNoRates() {
        DemoSummary summary = new DemoSummary(
                0, Map.of(), Map.of(), new Unexpected(0, 0), new Accuracy(0, 0, 0), new Timing(0, false, 0, 0, 0));
        assertThat(print(summary)).containsExactly("", "published   0", "classified  0", "rejected    0");
        assertThat(summary.isExactlyOnce()).isTrue();
    }

    @Test
    void aDurationOfZeroHasAFiniteThroughput() {
        DemoSummary summary = new DemoSummary(
                1,
                Map.of("cat", 1L),
                Map.of(),
                new Unexpected(0, 0),
                new Accuracy(0, 0, 0),
                new Timing(0, false, 0, 0, 0));
        assertThat(print(summary)).contains("throughput  1000.0 images/s");
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, 1, 0, 0, true",
        "3, 2, 1, 0, 9, true",
        "4, 2, 1, 0, 0, false",
        "3, 2, 1, 1, 0, false",
        "2, 2, 1, 0, 0, false",
    })
    void exactlyOnceIsOneResultForEachPublishedImage(
            long published, long predictions, long rejections, long duplicates, long foreign, boolean exactlyOnce) {
        DemoSummary summary = new DemoSummary(
                published,
                Map.of("cat", predictions),
                Map.of(RejectionReason.EMPTY, rejections),
                new Unexpected(duplicates, foreign),
                new Accuracy(0, 0, 0),
                TIMING);
        assertThat(summary.predictions()).isEqualTo(predictions);
        assertThat(summary.rejections()).isEqualTo(rejections);
        assertThat(summary.isExactlyOnce()).isEqualTo(exactlyOnce);
    }

    @Test
    void laterResultsDoNotChangeASummary() {
        Map<String, Long> classified = new HashMap<>(Map.of("cat", 1L));
        Map<RejectionReason, Long> rejected = new HashMap<>(Map.of(RejectionReason.EMPTY, 1L));
        DemoSummary summary =
                new DemoSummary(2, classified, rejected, new Unexpected(0, 0), new Accuracy(0, 0, 0), TIMING);
        classified.put("dog", 5L);
        rejected.clear();
        assertThat(summary.predictions()).isEqualTo(1);
        assertThat(summary.rejections()).isEqualTo(1);
    }
}
