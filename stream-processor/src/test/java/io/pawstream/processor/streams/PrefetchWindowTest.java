package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.pipeline.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PrefetchWindowTest {

    private static final TopicPartition P0 = new TopicPartition("images", 0);
    private static final TopicPartition P1 = new TopicPartition("images", 1);

    private final List<String> started = new ArrayList<>();
    private final Map<String, CompletableFuture<Result>> results = new HashMap<>();

    @Test
    void startsRecordsOfAllPartitionsRoundRobinUpToTheWindow() {
        PrefetchWindow window = window(3, 1_000_000);
        window.polled(records(Map.of(P0, List.of(5L, 6L, 7L), P1, List.of(1L, 2L))));
        assertThat(started).hasSize(3).containsOnlyOnce("0-5", "1-1").containsAnyOf("0-6", "1-2");
    }

    @Test
    void startsTheNextOnesAsResultsAreTaken() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(records(Map.of(P0, List.of(0L, 1L, 2L, 3L))));
        assertThat(started).containsExactly("0-0", "0-1");
        assertThat(window.take(P0, 0)).isSameAs(results.get("0-0"));
        assertThat(started).containsExactly("0-0", "0-1", "0-2");
        assertThat(window.take(P0, 1)).isNotNull();
        assertThat(started).containsExactly("0-0", "0-1", "0-2", "0-3");
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void startsARecordThatIsTakenOutOfOrder() {
        PrefetchWindow window = window(1, 1_000_000);
        window.polled(records(Map.of(P0, List.of(0L, 1L, 2L))));
        assertThat(window.take(P0, 2)).isSameAs(results.get("0-2"));
        assertThat(started).containsExactly("0-0", "0-2");
        assertThat(window.take(P0, 0)).isNotNull();
        assertThat(started).containsExactly("0-0", "0-2", "0-1");
    }

    @Test
    void limitsBytesAndStartsALargerRecordAlone() {
        PrefetchWindow window = window(10, 250);
        window.polled(records(Map.of(P0, List.of(0L, 1L, 2L))));
        assertThat(started).containsExactly("0-0", "0-1");

        PrefetchWindow narrow = window(10, 50);
        started.clear();
        narrow.polled(records(Map.of(P1, List.of(0L, 1L))));
        assertThat(started).containsExactly("1-0");
        assertThat(narrow.take(P1, 0)).isNotNull();
        assertThat(started).containsExactly("1-0", "1-1");
    }

    @Test
    void replacesARecordThatIsPolledAgain() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(records(Map.of(P0, List.of(0L, 1L))));
        CompletableFuture<Result> before = results.get("0-0");
        window.polled(records(Map.of(P0, List.of(0L, 1L))));
        assertThat(before).isCancelled();
        assertThat(window.take(P0, 0)).isSameAs(results.get("0-0")).isNotSameAs(before);
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void cancelsTheWorkOfALostPartitionAndFreesTheWindow() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(records(Map.of(P0, List.of(0L, 1L, 2L))));
        window.polled(records(Map.of(P1, List.of(0L))));
        window.cancel(P0);
        assertThat(results.get("0-0")).isCancelled();
        assertThat(results.get("0-1")).isCancelled();
        assertThat(started).containsExactly("0-0", "0-1", "1-0");
        assertThat(window.take(P0, 2)).isNull();
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void returnsNoResultOfARecordThatWasNotPolled() {
        PrefetchWindow window = window(2, 1_000_000);
        assertThat(window.take(P0, 0)).isNull();
        window.polled(records(Map.of(P0, List.of(0L))));
        assertThat(window.take(P0, 0)).isNotNull();
        assertThat(window.take(P0, 0)).isNull();
    }

    @Test
    void cancelsAllWork() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(records(Map.of(P0, List.of(0L, 1L, 2L))));
        window.cancelAll();
        assertThat(results.get("0-0")).isCancelled();
        assertThat(results.get("0-1")).isCancelled();
        assertThat(started).containsExactly("0-0", "0-1");
        assertThat(window.size()).isZero();
        window.polled(records(Map.of(P1, List.of(0L, 1L, 2L))));
        assertThat(started).containsExactly("0-0", "0-1", "1-0", "1-1");
    }

    private PrefetchWindow window(int images, long bytes) {
        return new PrefetchWindow(this::start, images, bytes);
    }

    private CompletableFuture<Result> start(ConsumerRecord<byte[], byte[]> record) {
        String name = record.partition() + "-" + record.offset();
        started.add(name);
        CompletableFuture<Result> result = new CompletableFuture<>();
        results.put(name, result);
        return result;
    }

    private static ConsumerRecords<byte[], byte[]> records(Map<TopicPartition, List<Long>> offsets) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        offsets.forEach((partition, list) -> records.put(
                partition,
                list.stream().map(offset -> record(partition, offset)).toList()));
        return new ConsumerRecords<>(records, Map.of());
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        byte[] value = new byte[100];
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
