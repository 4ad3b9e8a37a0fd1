package io.pawstream.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.producer.publish.OutgoingImage;
import io.pawstream.quickstart.ResultRecords;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoTallyTest {

    private static final long START = 5_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final DemoTally tally = new DemoTally(List.of("cat", "dog"));

    @Test
    void predictionsAndRejectionsAreCountedAndCompared() throws Exception {
        publish("a", "cat");
        publish("b", "dog");
        publish("c", "cat");
        predict("a", "cat", START + 10 * MILLI);
        predict("b", "cat", START + 20 * MILLI);
        tally.rejected(Rejection.fromRecord(ResultRecords.rejection("c", "c", 0)), START + 2_000 * MILLI);
        DemoSummary summary = tally.summary();
        assertThat(summary.isExactlyOnce()).isTrue();
        assertThat(summary.published()).isEqualTo(3);
        assertThat(summary.classified()).isEqualTo(Map.of("cat", 2L));
        assertThat(summary.rejected()).isEqualTo(Map.of(RejectionReason.EMPTY, 1L));
        assertThat(summary.accuracy()).isEqualTo(new DemoSummary.Accuracy(2, 1, 0));
        assertThat(summary.timing().seconds()).isEqualTo(2);
        assertThat(summary.timing().p50Millis()).isBetween(19.0, 21.0);
        assertThat(print(summary))
                .containsPattern("(?m)^published +3$")
                .containsPattern("(?m)^classified +2$")
                .containsPattern("(?m)^rejected +1$")
                .containsPattern("(?m)^accuracy +0\\.5000$")
                .containsPattern("(?m)^throughput +1\\.5 images/s$")
                .containsPattern("(?m)^latency +p50 20 ms, p95 [0-9]+ ms, p99 [0-9]+ ms$")
                .doesNotContain("missing", "duplicates", "ignored");
    }

    @Test
    void aMissingResultIsReported() throws Exception {
        publish("a", "cat");
        publish("b", "cat");
        predict("a", "cat", START);
        tally.awaitResults(20);
        assertThat(tally.summary().isExactlyOnce()).isFalse();
        assertThat(print(tally.summary())).containsPattern("(?m)^missing +1 results$");
    }

    @Test
    void aDuplicateIsReportedAndNotCountedTwice() throws Exception {
        publish("a", "cat");
        predict("a", "cat", START);
        predict("a", "dog", START);
        assertThat(tally.summary().predictions()).isEqualTo(1);
        assertThat(tally.summary().isExactlyOnce()).isFalse();
        assertThat(print(tally.summary())).containsPattern("(?m)^duplicates +1$");
    }

    @Test
    void resultsOfOtherProducersAreIgnored() throws Exception {
        publish("a", "cat");
        predict("foreign", "cat", START);
        predict("a", "cat", START);
        assertThat(tally.summary().isExactlyOnce()).isTrue();
        assertThat(tally.summary().unexpected()).isEqualTo(new DemoSummary.Unexpected(0, 1));
    }

    @Test
    void imagesThatWereNotPublishedNeedNoResult() throws Exception {
        OutgoingImage large = image("a", "cat");
        OutgoingImage failed = image("b", "cat");
        tally.sending(large);
        tally.sending(failed);
        tally.tooLarge(large);
        tally.failed(failed, new IllegalStateException());
        tally.awaitResults(60_000);
        assertThat(tally.summary().isExactlyOnce()).isTrue();
        assertThat(print(tally.summary())).doesNotContain("throughput", "latency", "accuracy");
    }

    @Test
    void waitingEndsWithTheLastResult() throws Exception {
        publish("a", "cat");
        publish("b", "dog");
        Thread reader = new Thread(() -> {
            try {
                predict("a", "cat", START);
                Thread.sleep(200);
                predict("b", "dog", START);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        reader.start();
        tally.awaitResults(60_000);
        reader.join();
        assertThat(tally.summary().isExactlyOnce()).isTrue();
    }

    @Test
    void aPredictionMayArriveBeforeTheAcknowledgement() throws Exception {
        OutgoingImage image = image("a", "cat");
        tally.sending(image);
        predict("a", "cat", START + MILLI);
        assertThat(tally.summary().isExactlyOnce()).as("not acknowledged yet").isFalse();
        tally.acknowledged(image, 0, 0);
        assertThat(tally.summary().isExactlyOnce()).isTrue();
    }

    @Test
    void percentilesAreInMilliseconds() throws Exception {
        for (int i = 1; i <= 100; i++) {
            publish("i" + i, "cat");
            predict("i" + i, "cat", START + i * MILLI);
        }
        DemoSummary.Timing timing = tally.summary().timing();
        assertThat(timing.p50Millis()).isBetween(49.5, 50.5);
        assertThat(timing.p95Millis()).isBetween(94.5, 95.5);
        assertThat(timing.p99Millis()).isBetween(98.5, 99.5);
        assertThat(timing.seconds()).isBetween(0.0999, 0.1001);
    }

    @Test
    void latenciesOfTheFirstSecondsAreLeftOut() throws Exception {
        publish("first", "cat");
        predict("first", "cat", START + 900 * MILLI);
        assertThat(tally.summary().timing().p50Millis()).isBetween(899.0, 901.0);
        long later = START + 5_000 * MILLI;
        tally.sending(new OutgoingImage("later", "later.jpg", Optional.of("cat"), 100, later, later));
        predict("later", "cat", later + 20 * MILLI);
        assertThat(tally.summary().timing().p99Millis()).isBetween(19.9, 20.1);
        assertThat(print(tally.summary()))
                .containsPattern("(?m)^latency +p50 20 ms, p95 20 ms, p99 20 ms \\(without the first 5 s\\)$");
    }

    @Test
    void imagesWithoutALabelHaveNoAccuracy() throws Exception {
        OutgoingImage image = new OutgoingImage("a", "a.jpg", Optional.empty(), 100, START, START);
        tally.sending(image);
        tally.acknowledged(image, 0, 0);
        predict("a", "cat", START);
        assertThat(tally.summary().accuracy()).isEqualTo(new DemoSummary.Accuracy(0, 0, 0));
        assertThat(print(tally.summary())).doesNotContain("accuracy");
    }

    @Test
    void onlyLabelsThatNameAClassOfTheModelAreKnown() throws Exception {
        publish("a", "photos");
        publish("b", "Cat");
        publish("c", "DOG");
        for (String id : List.of("a", "b", "c")) {
            predict(id, "cat", START);
        }
        assertThat(tally.summary().accuracy()).isEqualTo(new DemoSummary.Accuracy(2, 1, 1));
    }

    @Test
    void aLabelInTheSameCaseTakesPrecedence() throws Exception {
        DemoTally cases = new DemoTally(List.of("crane", "Crane"));
        for (String label : List.of("crane", "Crane", "CRANE")) {
            cases.sending(image(label, label));
            cases.predicted(
                    PredictionEventCodec.fromRecord(
                            ResultRecords.prediction(label, "crane", label, 0, "2026-01-01T00:00:00Z")),
                    START);
        }
        assertThat(cases.summary().accuracy()).isEqualTo(new DemoSummary.Accuracy(3, 2, 0));
    }

    private void publish(String id, String label) {
        OutgoingImage image = image(id, label);
        tally.sending(image);
        tally.acknowledged(image, 0, 0);
    }

    private static OutgoingImage image(String id, String label) {
        return new OutgoingImage(id, id + ".jpg", Optional.of(label), 100, START, START);
    }

    private void predict(String id, String label, long nanoTime) throws Exception {
        tally.predicted(
                PredictionEventCodec.fromRecord(ResultRecords.prediction(id, label, id, 0, "2026-01-01T00:00:00Z")),
                nanoTime);
    }

    private static String print(DemoSummary summary) {
        StringWriter printed = new StringWriter();
        summary.print(new PrintWriter(printed, true));
        return printed.toString();
    }
}
