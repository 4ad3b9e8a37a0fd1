package io.pawstream.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.quickstart.ResultRecords;
import io.pawstream.testkit.NumberedImages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final TopicPartition PREDICTIONS = new TopicPartition(TopicNames.DEFAULT.predictions(), 0);
    private static final TopicPartition REJECTIONS = new TopicPartition(TopicNames.DEFAULT.rejected(), 0);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private Ledger ledger;
    private long offset;

    @BeforeEach
    void open() {
        consumer.assign(List.of(PREDICTIONS, REJECTIONS));
        consumer.updateBeginningOffsets(Map.of(PREDICTIONS, 0L, REJECTIONS, 0L));
        ledger = new Ledger(consumer, Duration.ZERO);
    }

    @AfterEach
    void close() {
        ledger.close();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void oneResultEachInOrderIsExactlyOnce() throws Exception {
        add(prediction(0, "a"), rejection(1, "b"), prediction(2, "a"));
        ledger.awaitResults(3, LONG);
        DeliveryCounts counts = ledger.counts(3);
        assertThat(counts).isEqualTo(new DeliveryCounts(3, 2, 1, 0, 0, 0));
        assertThat(counts.isExactlyOnce()).isTrue();
    }

    @Test
    void aMissingResultIsCounted() throws Exception {
        add(prediction(0, "a"));
        ledger.awaitResults(2, SHORT);
        assertThat(ledger.counts(2)).isEqualTo(new DeliveryCounts(2, 1, 0, 1, 0, 0));
        assertThat(ledger.counts(2).isExactlyOnce()).isFalse();
    }

    @Test
    void aDuplicateIsCountedEvenIfAnotherResultIsMissing() throws Exception {
        add(prediction(0, "a"), rejection(0, "a"));
        ledger.awaitResults(2, LONG);
        assertThat(ledger.counts(2)).isEqualTo(new DeliveryCounts(2, 1, 1, 1, 1, 0));
        assertThat(ledger.counts(2).isExactlyOnce()).isFalse();
    }

    @Test
    void orderCountsWithinAKeyOnly() throws Exception {
        add(prediction(2, "a"), prediction(1, "b"), prediction(0, "a"));
        ledger.awaitResults(3, LONG);
        assertThat(ledger.counts(3)).isEqualTo(new DeliveryCounts(3, 3, 0, 0, 0, 1));
        assertThat(ledger.counts(3).isExactlyOnce()).isFalse();
    }

    @Test
    void recoveryIsAPredictionMadeAfterTheFailure() throws Exception {
        Instant failure = Instant.parse("2026-01-01T00:00:01Z");
        add(predictionAt(0, "2026-01-01T00:00:00Z"));
        ledger.awaitResults(1, LONG);
        assertThat(ledger.awaitPredictionsMadeAfter(failure, () -> 3, SHORT)).isFalse();
        add(predictionAt(1, "2026-01-01T00:00:02Z"));
        assertThat(ledger.awaitPredictionsMadeAfter(failure, () -> 3, LONG)).isTrue();
        assertThat(ledger.longestPauseSince(failure)).isPresent();
    }

    @Test
    void noPredictionIsAwaitedAfterTheLastResult() throws Exception {
        Instant failure = Instant.parse("2026-01-01T00:00:01Z");
        add(predictionAt(0, "2026-01-01T00:00:00Z"), rejection(1, "a"));
        assertThat(ledger.awaitPredictionsMadeAfter(failure, () -> 2, LONG)).isTrue();
    }

    @Test
    void anUnreadableResultIsAFailure() throws Exception {
        add(new ConsumerRecord<>(PREDICTIONS.topic(), 0, 0, new byte[0], new byte[] {'{'}));
        ledger.awaitResults(1, LONG);
        assertThatThrownBy(() -> ledger.counts(1)).hasMessageContaining("cannot read the results");
    }

    @Test
    void predictionsAndRejectionsHaveTheirOwnOrder() throws Exception {
        add(rejection(5, "a"), prediction(3, "a"), rejection(7, "a"), prediction(4, "a"));
        ledger.awaitResults(4, LONG);
        assertThat(ledger.counts(0).outOfOrder()).isZero();
    }

    @Test
    void everyStepBackIsOutOfOrder() throws Exception {
        add(prediction(3, "a"), prediction(1, "a"), prediction(2, "a"), prediction(0, "a"));
        ledger.awaitResults(4, LONG);
        assertThat(ledger.counts(4)).isEqualTo(new DeliveryCounts(4, 4, 0, 0, 0, 2));
    }

    @Test
    void resultsOfImagesThatWereNotPublishedDoNotHideMissingOnes() throws Exception {
        add(prediction(0, "a"), prediction(9, "b"));
        ledger.awaitResults(2, LONG);
        DeliveryCounts counts = ledger.counts(2);
        assertThat(counts).isEqualTo(new DeliveryCounts(2, 2, 0, 1, 0, 0));
        assertThat(counts.isExactlyOnce()).isFalse();
    }

    @Test
    void waitingContinuesAsLongAsResultsArrive() throws Exception {
        Duration idle = Duration.ofMillis(600);
        Thread writer = new Thread(() -> {
            for (int number = 0; number < 5; number++) {
                add(prediction(number, "a"));
                try {
                    Thread.sleep(250);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        writer.start();
        ledger.awaitResults(5, idle);
        writer.join();
        assertThat(ledger.counts(5).isExactlyOnce())
                .as("after twice the idle timeout")
                .isTrue();
    }

    @Test
    void aFailureEndsTheWait() throws Exception {
        consumer.setPollException(new KafkaException("disconnected"));
        ledger.awaitResults(1, LONG);
        assertThat(ledger.awaitPredictionsMadeAfter(Instant.EPOCH, () -> 1, LONG))
                .isFalse();
        assertThatThrownBy(() -> ledger.counts(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("disconnected");
    }

    @SafeVarargs
    private void add(ConsumerRecord<byte[], byte[]>... records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            consumer.addRecord(record);
        }
    }

    private ConsumerRecord<byte[], byte[]> prediction(int number, String key) {
        return ResultRecords.prediction(NumberedImages.id(number), "cat", key, offset++, "2026-01-01T00:00:00Z");
    }

    private ConsumerRecord<byte[], byte[]> predictionAt(int number, String time) {
        return ResultRecords.prediction(NumberedImages.id(number), "cat", "a", offset++, time);
    }

    private ConsumerRecord<byte[], byte[]> rejection(int number, String key) {
        return ResultRecords.rejection(NumberedImages.id(number), key, offset++);
    }
}
