package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Starts the work on polled records, and returns each result when its record is processed. Both happen on the same
 * stream thread, so each thread has its own {@link PrefetchWindow}.
 *
 * <p>A prefetched result is only a cache. If it is lost, the record is processed again.
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
     * @param pipeline classifies images
     * @param maxImages maximum number of images in progress per stream thread, at least 1
     * @param maxBytes maximum number of encoded bytes in progress per stream thread, at least 1
     * @param onMiss called for each record whose result was not prefetched
     * @throws IllegalArgumentException if a maximum is less than 1
     */
    public Prefetcher(ImagePipeline pipeline, int maxImages, long maxBytes, Runnable onMiss) {
        this(pipeline, maxImages, maxBytes, onMiss, System::nanoTime);
    }

    /** Creates a prefetcher with a clock for tests. */
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

    /** Returns the result of the record that this thread processes now, which is prefetched or starts now. */
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
        Optional<Rejected> tooLarge = OversizedRecord.rejection(request);
        if (tooLarge.isPresent()) {
            return CompletableFuture.completedFuture(tooLarge.get());
        }
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

    /** Returns the size of the records that this thread has polled and not yet processed, in bytes. */
    long heldBytes() {
        return windows.get().bytes();
    }

    void polled(ConsumerRecords<byte[], byte[]> records) {
        windows.get().polled(records);
    }

    void consumerClosed() {
        windows.get().cancelAll();
        windows.remove();
    }
}
