package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Starts the work on polled records, and returns each result when its record is processed. Both happen on the same stream
 * thread, so each thread has its own {@link PrefetchWindow}.
 *
 * <p>A result is a cached function of a record's bytes and a model. Losing one costs time, never an image.
 */
public final class Prefetcher {

    private final ImagePipeline pipeline;
    private final Runnable onMiss;
    private final LongSupplier nanoTime;
    private final RetainedResults retained = new RetainedResults();
    private final ThreadLocal<PrefetchWindow> windows;

    /**
     * Creates a prefetcher.
     *
     * @param pipeline does the work
     * @param maxImages maximum images in work per stream thread, at least 1
     * @param maxBytes maximum encoded bytes in work per stream thread, at least 1
     * @param onMiss runs for each record whose result was not prefetched
     */
    public Prefetcher(ImagePipeline pipeline, int maxImages, long maxBytes, Runnable onMiss) {
        this(pipeline, maxImages, maxBytes, onMiss, System::nanoTime);
    }

    /** With a clock, for tests. */
    Prefetcher(ImagePipeline pipeline, int maxImages, long maxBytes, Runnable onMiss, LongSupplier nanoTime) {
        if (maxImages < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "prefetch window is " + maxImages + " images and " + maxBytes + " bytes; both must be at least 1");
        }
        this.pipeline = pipeline;
        this.onMiss = onMiss;
        this.nanoTime = nanoTime;
        this.windows = ThreadLocal.withInitial(
                () -> new PrefetchWindow(record -> start(RecordImageRequest.of(record)), maxImages, maxBytes));
    }

    /** The result of a record that this thread processes now: prefetched, or started now. */
    CompletableFuture<Result> take(Record<byte[], byte[]> record, RecordAddress address) {
        CompletableFuture<Result> prefetched =
                windows.get().take(new TopicPartition(address.topic(), address.partition()), address.offset());
        if (prefetched != null) {
            return prefetched;
        }
        onMiss.run();
        return start(RecordImageRequest.of(record, address));
    }

    private CompletableFuture<Result> start(RecordImageRequest request) {
        Result known = retained.find(request.address());
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        long start = nanoTime.getAsLong();
        CompletableFuture<Result> result = pipeline.submit(request);
        var unused = result.thenAccept(completed ->
                retained.keep(request.address(), completed, Duration.ofNanos(nanoTime.getAsLong() - start)));
        return result;
    }

    /** Cancels the work of this thread on a partition that it no longer owns. */
    void cancel(TopicPartition partition) {
        windows.get().cancel(partition);
    }

    void polled(ConsumerRecords<byte[], byte[]> records) {
        windows.get().polled(records);
    }

    void consumerClosed() {
        windows.get().cancelAll();
        windows.remove();
    }
}
