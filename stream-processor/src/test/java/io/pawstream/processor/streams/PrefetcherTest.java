package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.ImageRequest;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.TestPipeline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetcherTest {

    private final BlockingQueue<CompletableFuture<FetchResult>> fetches = new LinkedBlockingQueue<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final ModelCache pool = new ModelCache(name -> new FakeNetwork().model(name), 1);
    private final ImagePipeline classifier =
            TestPipeline.of(new ModelSelector(pool, Selection.of("default")), this::fetch);
    private final Prefetcher prefetcher = new Prefetcher(classifier, 8, 1 << 20, nanoTime::get);

    @AfterEach
    void close() {
        classifier.close();
        pool.close();
    }

    @Test
    void anOutcomeThatTookLongIsThereWhenItsRecordIsPolledAgain() throws InterruptedException {
        Result first = unavailable(prefetcher.start(record(0)), RetainedResults.SLOW);
        assertThat(prefetcher.start(record(0))).isCompletedWithValue(first);
        assertThat(fetches).isEmpty();
    }

    @Test
    void anyOtherRecordIsWorkedOn() throws InterruptedException {
        unavailable(prefetcher.start(record(0)), RetainedResults.SLOW);
        unavailable(prefetcher.start(record(1)), Duration.ZERO);
        unavailable(prefetcher.start(record(1)), Duration.ZERO);
    }

    /** Lets the fetch of an image fail after a while. */
    private Result unavailable(CompletableFuture<Result> outcome, Duration after) throws InterruptedException {
        CompletableFuture<FetchResult> fetch = fetches.take();
        nanoTime.addAndGet(after.toNanos());
        fetch.complete(new FetchResult.Rejected(RejectionReason.REFERENCE_UNAVAILABLE, "no answer"));
        Result result = outcome.join();
        // One thread completes outcomes: when it gives the next one, it is done with this one.
        classifier
                .submit(new ImageRequest(null, new RecordAddress("images", 0, 9), () -> {
                    throw new MalformedEventException("no event", null);
                }))
                .join();
        return result;
    }

    private CompletableFuture<FetchResult> fetch(String address) {
        CompletableFuture<FetchResult> fetch = new CompletableFuture<>();
        fetches.add(fetch);
        return fetch;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
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
