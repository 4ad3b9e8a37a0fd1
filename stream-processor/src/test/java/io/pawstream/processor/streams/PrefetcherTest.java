package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.TestPipeline;
import io.pawstream.processor.pipeline.TestRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetcherTest {

    private static final TopicPartition PARTITION = new TopicPartition("images", 0);

    private final BlockingQueue<CompletableFuture<FetchResult>> fetches = new LinkedBlockingQueue<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final ModelCache cache = new ModelCache(name -> new FakeNetwork().model(name), 1);
    private final TestPipeline pipeline =
            new TestPipeline(new ModelSelector(cache, Selection.of("default")), this::fetch);
    private int misses;
    private final Prefetcher prefetcher =
            new Prefetcher(pipeline.pipeline(), 8, 1 << 20, () -> misses++, nanoTime::get);

    @AfterEach
    void close() {
        pipeline.close();
        cache.close();
    }

    @Test
    void aResultThatTookLongIsKnownWhenItsRecordIsPolledAgain() throws InterruptedException {
        Result first = unavailable(take(0), RetainedResults.SLOW);
        assertThat(take(0)).isCompletedWithValue(first);
        assertThat(fetches).isEmpty();

        poll(0);
        assertThat(take(0)).isCompletedWithValue(first);
        assertThat(fetches).isEmpty();
    }

    @Test
    void theWorkOnAnyOtherRecordStartsAgain() throws InterruptedException {
        unavailable(take(0), RetainedResults.SLOW);
        unavailable(take(1), Duration.ZERO);
        unavailable(take(1), Duration.ZERO);
        assertThat(misses).isEqualTo(3);
    }

    @Test
    void theWorkOnAPolledRecordStartsAtOnce() throws InterruptedException {
        poll(3);
        CompletableFuture<FetchResult> fetch = fetches.take();
        CompletableFuture<Result> result = take(3);
        assertThat(misses).isZero();
        assertThat(result).isNotDone();
        fetch.complete(new FetchResult.Rejected(RejectionReason.REFERENCE_NOT_FOUND, "gone"));
        assertThat(result.join()).isInstanceOf(Result.Rejected.class);
        assertThat(fetches).isEmpty();
    }

    @Test
    void aRecordThatWasNotPolledIsAMiss() throws InterruptedException {
        poll(3);
        fetches.take();
        CompletableFuture<Result> result = take(4);
        assertThat(misses).isEqualTo(1);
        unavailable(result, Duration.ZERO);
    }

    @Test
    void theWorkOnALostPartitionIsCancelled() throws InterruptedException {
        poll(3);
        CompletableFuture<FetchResult> fetch = fetches.take();
        prefetcher.cancel(PARTITION);
        awaitCancelled(fetch);
    }

    @Test
    void theWorkOfAClosedConsumerIsCancelled() throws InterruptedException {
        poll(3);
        CompletableFuture<FetchResult> fetch = fetches.take();
        prefetcher.consumerClosed();
        awaitCancelled(fetch);
    }

    @Test
    void theWindowHoldsAtLeastOneImageAndOneByte() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prefetcher(pipeline.pipeline(), 0, 1, () -> {}))
                .withMessageContaining("0 images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prefetcher(pipeline.pipeline(), 1, 0, () -> {}))
                .withMessageContaining("0 bytes");
    }

    /** The worker may still be starting the fetch. */
    private static void awaitCancelled(CompletableFuture<FetchResult> fetch) {
        assertThatThrownBy(() -> fetch.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    /** Lets the fetch of an image fail after a while. */
    private Result unavailable(CompletableFuture<Result> pending, Duration after) throws InterruptedException {
        CompletableFuture<FetchResult> fetch = fetches.take();
        nanoTime.addAndGet(after.toNanos());
        fetch.complete(new FetchResult.Rejected(RejectionReason.REFERENCE_UNAVAILABLE, "no response"));
        Result result = pending.join();
        // One thread completes results: once the next one is complete, the thread has finished with this one.
        pipeline.submit(TestRequest.of(() -> {
                    throw new MalformedEventException("no event", null);
                }))
                .join();
        return result;
    }

    private CompletableFuture<FetchResult> fetch(String reference) {
        CompletableFuture<FetchResult> fetch = new CompletableFuture<>();
        fetches.add(fetch);
        return fetch;
    }

    private void poll(long offset) {
        prefetcher.polled(new ConsumerRecords<>(Map.of(PARTITION, List.of(polled(offset))), Map.of()));
    }

    private CompletableFuture<Result> take(long offset) {
        ConsumerRecord<byte[], byte[]> record = polled(offset);
        return prefetcher.take(
                new Record<>(record.key(), record.value(), 0, record.headers()),
                new RecordAddress("images", 0, offset));
    }

    private static ConsumerRecord<byte[], byte[]> polled(long offset) {
        ImageEvent event = new ImageEvent("id", "test", null, null, null, null, "file:/cat.jpg", null, new byte[0]);
        ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord("images", event);
        return new ConsumerRecord<>(
                "images",
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}
