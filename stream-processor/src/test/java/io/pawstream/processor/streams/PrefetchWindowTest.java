package io.pawstream.processor.streams;

import static io.pawstream.processor.streams.TestRecords.P0;
import static io.pawstream.processor.streams.TestRecords.P1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.streams.PrefetchWindow.Prefetched;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PrefetchWindowTest {

    private final List<String> started = new ArrayList<>();
    private final Map<String, CompletableFuture<Result>> results = new HashMap<>();

    @Test
    void startsRecordsOfAllPartitionsRoundRobinUpToTheWindow() {
        PrefetchWindow window = window(3, 1_000_000);
        window.polled(TestRecords.polled(Map.of(P0, records(P0, 5, 6, 7), P1, records(P1, 1, 2))));
        assertThat(started).hasSize(3).containsOnlyOnce("0-5", "1-1").containsAnyOf("0-6", "1-2");
    }

    @Test
    void startsTheNextRecordsAsResultsComplete() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(TestRecords.polled(P0, 0, 1, 2, 3));
        assertThat(started).containsExactly("0-0", "0-1");
        complete("0-1");
        assertThat(release(window)).isEmpty();
        assertThat(started).containsExactly("0-0", "0-1", "0-2");
        complete("0-0");
        assertThat(release(window)).containsExactly("0-0", "0-1");
        assertThat(started).containsExactly("0-0", "0-1", "0-2", "0-3");
    }

    @Test
    void limitsBytesAndStartsALargerRecordAlone() {
        PrefetchWindow window = window(10, 500);
        window.polled(TestRecords.polled(P0, 0, 1, 2));
        assertThat(started).containsExactly("0-0", "0-1");

        PrefetchWindow narrow = window(10, 50);
        started.clear();
        narrow.polled(TestRecords.polled(P1, 0, 1));
        assertThat(started).containsExactly("1-0");
        complete("1-0");
        assertThat(release(narrow)).containsExactly("1-0");
        assertThat(started).containsExactly("1-0", "1-1");
    }

    @Test
    void releasesRecordsInTheOrderOfTheirPartition() {
        PrefetchWindow window = window(9, 1_000_000);
        window.polled(TestRecords.polled(Map.of(P0, records(P0, 5, 7, 8), P1, records(P1, 1))));
        complete("0-7");
        complete("1-1");
        ConsumerRecords<byte[], byte[]> first = window.release(Set.of());
        assertThat(names(first)).containsExactly("1-1");
        assertThat(first.nextOffsets()).isEqualTo(Map.of(P1, new OffsetAndMetadata(2)));
        assertThat(window.position(P0)).hasValue(5);
        assertThat(window.position(P1)).isEmpty();

        complete("0-5");
        ConsumerRecords<byte[], byte[]> second = window.release(Set.of());
        assertThat(names(second)).containsExactly("0-5", "0-7");
        assertThat(second.nextOffsets())
                .as("the offset that Streams may commit")
                .isEqualTo(Map.of(P0, new OffsetAndMetadata(8)));

        complete("0-8");
        assertThat(window.release(Set.of()).nextOffsets()).isEqualTo(Map.of(P0, new OffsetAndMetadata(9)));
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.release(Set.of()).nextOffsets()).isEmpty();
    }

    @Test
    void releasesAnOffsetWithoutRecordsAndNothingOfAPausedPartition() {
        PrefetchWindow window = window(9, 1_000_000);
        window.polled(new ConsumerRecords<>(Map.of(), Map.of(P0, new OffsetAndMetadata(4))));
        window.polled(TestRecords.polled(P1, 0));
        complete("1-0");
        assertThat(window.release(Set.of(P0, P1)).nextOffsets()).isEmpty();
        assertThat(window.release(Set.of(P1)).nextOffsets()).isEqualTo(Map.of(P0, new OffsetAndMetadata(4)));
        assertThat(release(window)).containsExactly("1-0");
    }

    @Test
    void aReleasedRecordIsTakenOnce() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(TestRecords.polled(P0, 0, 1));
        assertThat(window.take(P0, 0)).as("not released").isNull();
        complete("0-0");
        release(window);
        Prefetched taken = window.take(P0, 0);
        assertThat(taken).isNotNull();
        assertThat(taken.result()).isSameAs(results.get("0-0"));
        assertThat(window.take(P0, 0)).isNull();
        assertThat(window.take(P1, 0)).isNull();
    }

    @Test
    void cancelsTheWorkOfALostPartitionAndFreesTheWindow() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(TestRecords.polled(P0, 0, 1, 2));
        window.polled(TestRecords.polled(P1, 0));
        complete("0-0");
        release(window);
        window.cancel(Set.of(P0));
        assertThat(results.get("0-1")).isCancelled();
        assertThat(results.get("0-2")).isCancelled();
        assertThat(started).containsExactly("0-0", "0-1", "0-2", "1-0");
        assertThat(window.take(P0, 0)).isNull();
        complete("1-0");
        ConsumerRecords<byte[], byte[]> rest = window.release(Set.of());
        assertThat(rest.nextOffsets()).containsOnlyKeys(P1);
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void cancelsAllWork() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(TestRecords.polled(P0, 0, 1, 2));
        window.cancelAll();
        assertThat(results.get("0-0")).isCancelled();
        assertThat(results.get("0-1")).isCancelled();
        assertThat(started).containsExactly("0-0", "0-1");
        assertThat(window.isEmpty()).isTrue();
        window.polled(TestRecords.polled(P1, 0, 1, 2));
        assertThat(started).containsExactly("0-0", "0-1", "1-0", "1-1");
    }

    @Test
    void needsRecordsUntilEnoughWaitForTheirStart() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(TestRecords.polled(P0, 0, 1, 2));
        assertThat(window.needsRecords()).isTrue();
        window.polled(TestRecords.polled(P1, 0));
        assertThat(window.needsRecords()).as("two are in progress, two wait").isFalse();
        complete("0-1");
        release(window);
        assertThat(window.needsRecords()).isTrue();
    }

    @Test
    void acceptsAFewWindowsOfRecordsPerPartition() {
        PrefetchWindow window = window(1, 1_000_000);
        for (long offset = 0; offset < 4; offset++) {
            assertThat(window.accepts(P0)).isTrue();
            window.polled(TestRecords.polled(P0, offset));
        }
        assertThat(window.accepts(P0)).isFalse();
        assertThat(window.accepts(P1))
                .as("a slow image delays no other partition")
                .isTrue();
        complete("0-0");
        release(window);
        assertThat(window.accepts(P0)).isTrue();
    }

    @Test
    void limitsHeldBytes() {
        PrefetchWindow window = window(99, 1 << 30);
        byte[] value = new byte[9 << 20];
        window.polled(TestRecords.polled(Map.of(P0, List.of(TestRecords.record(P0, 0, value, new RecordHeaders())))));
        assertThat(window.accepts(P0)).isFalse();
        assertThat(window.accepts(P1)).isTrue();
        assertThat(window.needsRecords()).isTrue();
        window.polled(TestRecords.polled(Map.of(P1, List.of(TestRecords.record(P1, 0, value, new RecordHeaders())))));
        assertThat(window.needsRecords()).as("all partitions together").isFalse();
        complete("0-0");
        release(window);
        assertThat(window.accepts(P0)).isTrue();
        assertThat(window.needsRecords()).isTrue();
        window.cancelAll();
        window.polled(TestRecords.polled(Map.of(P0, List.of(TestRecords.record(P0, 1, value, new RecordHeaders())))));
        assertThat(window.needsRecords())
                .as("bytes of cancelled records do not count")
                .isTrue();
    }

    @Test
    void headersCountAsBytes() {
        PrefetchWindow window = window(99, 1 << 30);
        RecordHeaders headers = new RecordHeaders();
        headers.add("large", new byte[9 << 20]);
        window.polled(TestRecords.polled(Map.of(P0, List.of(TestRecords.record(P0, 0, new byte[0], headers)))));
        assertThat(window.accepts(P0)).isFalse();
        assertThat(window.bytes()).isGreaterThan(9 << 20);
    }

    @Test
    @Timeout(30)
    void aResultEndsTheWait() {
        PrefetchWindow window = window(2, 1_000_000);
        window.polled(TestRecords.polled(P0, 0));
        CompletableFuture<?> completion = CompletableFuture.runAsync(
                () -> complete("0-0"),
                CompletableFuture.delayedExecutor(50, java.util.concurrent.TimeUnit.MILLISECONDS));
        while (release(window).isEmpty()) {
            window.awaitResult(Long.MAX_VALUE);
        }
        completion.join();
    }

    private PrefetchWindow window(int images, long bytes) {
        return new PrefetchWindow(this::start, images, bytes, seconds -> {});
    }

    private Prefetched start(ConsumerRecord<byte[], byte[]> record) {
        String name = name(record);
        started.add(name);
        CompletableFuture<Result> result = new CompletableFuture<>();
        results.put(name, result);
        return new Prefetched(RecordIdentity.of(record), result);
    }

    private void complete(String name) {
        results.get(name).complete(RetainedResultsTest.GAVE_UP);
    }

    private static List<String> release(PrefetchWindow window) {
        return names(window.release(Set.of()));
    }

    private static List<String> names(ConsumerRecords<byte[], byte[]> records) {
        List<String> names = new ArrayList<>();
        records.forEach(record -> names.add(name(record)));
        return names;
    }

    private static String name(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + "-" + record.offset();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition, int... offsets) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset : offsets) {
            records.add(TestRecords.record(partition, offset));
        }
        return records;
    }
}
