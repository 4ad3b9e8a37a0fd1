package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.TestPipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetcherTest {

    private static final TopicPartition PARTITION = TestRecords.P0;

    private final BlockingQueue<CompletableFuture<FetchResult>> fetches = new LinkedBlockingQueue<>();
    private final ModelCache cache = new ModelCache(name -> new FakeNetwork().model(name), 1);
    private final TestPipeline pipeline =
            new TestPipeline(new ModelSelector(cache, Selection.of("default")), this::fetch);
    private int misses;
    private final Prefetcher prefetcher =
            new Prefetcher(pipeline.pipeline(), 8, 1 << 20, () -> misses++, seconds -> {}, Duration.ofMillis(10));

    @AfterEach
    void close() {
        pipeline.close();
        cache.close();
    }

    @Test
    void aResultIsKnownWhenItsRecordIsPolledAgain() throws InterruptedException {
        poll(0, "file:/cat.jpg");
        fetches.take().complete(new FetchResult.Rejected(RejectionReason.REFERENCE_UNAVAILABLE, "no response"));
        Result first = release(0).join();

        prefetcher.closeWindow();
        poll(0, "file:/cat.jpg");
        assertThat(release(0)).isCompletedWithValue(first);
        assertThat(fetches).isEmpty();
    }

    @Test
    void anotherRecordAtItsPositionHasItsOwnResult() throws InterruptedException {
        poll(0, "file:/cat.jpg");
        fetches.take().complete(new FetchResult.Rejected(RejectionReason.REFERENCE_UNAVAILABLE, "no response"));
        Result first = release(0).join();

        prefetcher.closeWindow();
        poll(0, "file:/dog.jpg");
        fetches.take().complete(new FetchResult.Rejected(RejectionReason.REFERENCE_NOT_FOUND, "gone"));
        assertThat(release(0).join()).isNotEqualTo(first);
    }

    @Test
    void theResultOfACommittedRecordIsDropped() throws InterruptedException {
        poll(0, "file:/cat.jpg");
        fetches.take().complete(new FetchResult.Rejected(RejectionReason.REFERENCE_UNAVAILABLE, "no response"));
        release(0).join();
        prefetcher.committed(TestRecords.committed(PARTITION, 1));
        poll(0, "file:/cat.jpg");
        assertThat(fetches.take()).as("a second fetch").isNotDone();
    }

    @Test
    void theWorkOnAPolledRecordStartsAtOnce() throws InterruptedException {
        poll(3, "file:/cat.jpg");
        CompletableFuture<FetchResult> fetch = fetches.take();
        assertThat(prefetcher.window().release(Set.of())).isEmpty();
        fetch.complete(new FetchResult.Rejected(RejectionReason.REFERENCE_NOT_FOUND, "gone"));
        assertThat(release(3).join()).isInstanceOf(Result.Rejected.class);
        assertThat(misses).isZero();
        assertThat(fetches).isEmpty();
    }

    @Test
    void aRecordThatWasNotPolledIsAMiss() throws InterruptedException {
        CompletableFuture<Result> result = take(4);
        assertThat(misses).isEqualTo(1);
        fetches.take().complete(new FetchResult.Rejected(RejectionReason.REFERENCE_NOT_FOUND, "gone"));
        assertThat(result.join()).isInstanceOf(Result.Rejected.class);
    }

    @Test
    void theWorkOnALostPartitionIsCancelled() throws InterruptedException {
        poll(3, "file:/cat.jpg");
        CompletableFuture<FetchResult> fetch = fetches.take();
        prefetcher.window().cancel(Set.of(PARTITION));
        awaitCancelled(fetch);
    }

    @Test
    void theWorkOfAClosedConsumerIsCancelled() throws InterruptedException {
        poll(3, "file:/cat.jpg");
        CompletableFuture<FetchResult> fetch = fetches.take();
        prefetcher.closeWindow();
        awaitCancelled(fetch);
    }

    @Test
    void recordsThatArePolledWhileThePipelineClosesFail() {
        pipeline.close();
        poll(0, "file:/cat.jpg");
        assertThatThrownBy(() -> release(0).join()).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void theWindowHoldsAtLeastOneImageAndOneByte() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prefetcher(pipeline.pipeline(), 0, 1, () -> {}, seconds -> {}, Duration.ZERO))
                .withMessageContaining("0 images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prefetcher(pipeline.pipeline(), 1, 0, () -> {}, seconds -> {}, Duration.ZERO))
                .withMessageContaining("0 bytes");
    }

    /** The worker may still be starting the fetch. */
    private static void awaitCancelled(CompletableFuture<FetchResult> fetch) {
        assertThatThrownBy(() -> fetch.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    private CompletableFuture<FetchResult> fetch(String reference) {
        CompletableFuture<FetchResult> fetch = new CompletableFuture<>();
        fetches.add(fetch);
        return fetch;
    }

    private void poll(long offset, String reference) {
        prefetcher.window().polled(TestRecords.polled(Map.of(PARTITION, List.of(record(offset, reference)))));
    }

    /** Waits until the window releases the record, and takes it. */
    private CompletableFuture<Result> release(long offset) {
        while (prefetcher.window().release(Set.of()).isEmpty()) {
            prefetcher.window().awaitResult(TimeUnit.SECONDS.toNanos(1));
        }
        return take(offset);
    }

    private CompletableFuture<Result> take(long offset) {
        ConsumerRecord<byte[], byte[]> record = record(offset, "file:/cat.jpg");
        return prefetcher
                .take(
                        new Record<>(record.key(), record.value(), 0, record.headers()),
                        new RecordAddress("images", 0, offset))
                .result();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String reference) {
        ImageEvent event = new ImageEvent("id", "test", null, null, null, null, reference, null, new byte[0]);
        ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord("images", event);
        return TestRecords.record(PARTITION, offset, record.value(), record.headers());
    }
}
