package io.pawstream.processor.streams;

import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.ImageRequest;
import io.pawstream.processor.pipeline.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts the work on polled records, and hands out the results when they are processed. Both happen on the same stream
 * thread, so each thread has a {@link PrefetchWindow} of its own.
 *
 * <p>A result is only a cached function of a record's bytes and a model: to lose one costs time, never an image.
 */
public final class Prefetcher {

    private final ImagePipeline classifier;
    private final LongSupplier nanoTime;
    private final RetainedResults slowOutcomes = new RetainedResults();
    private final ThreadLocal<PrefetchWindow> windows;

    /**
     * A prefetcher.
     *
     * @param classifier does the work
     * @param windowImages most images in work for one stream thread, at least 1
     * @param windowBytes most encoded bytes in work for one stream thread, at least 1
     */
    public Prefetcher(ImagePipeline classifier, int windowImages, long windowBytes) {
        this(classifier, windowImages, windowBytes, System::nanoTime);
    }

    /** With a clock of one's own, for tests. */
    Prefetcher(ImagePipeline classifier, int windowImages, long windowBytes, LongSupplier nanoTime) {
        if (windowImages < 1 || windowBytes < 1) {
            throw new IllegalArgumentException(
                    "a window of " + windowImages + " images and " + windowBytes + " bytes; both must be at least 1");
        }
        this.classifier = classifier;
        this.nanoTime = nanoTime;
        this.windows = ThreadLocal.withInitial(() -> new PrefetchWindow(this::start, windowImages, windowBytes));
    }

    /** Starts the work on a record without a window. */
    public CompletableFuture<Result> start(ConsumerRecord<byte[], byte[]> record) {
        RecordAddress address = new RecordAddress(record.topic(), record.partition(), record.offset());
        Result known = slowOutcomes.find(address);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        long start = nanoTime.getAsLong();
        CompletableFuture<Result> outcome =
                classifier.submit(new ImageRequest(record.key(), address, () -> ImageEventCodec.fromRecord(record)));
        var unused = outcome.thenAccept(
                result -> slowOutcomes.keep(address, result, Duration.ofNanos(nanoTime.getAsLong() - start)));
        return outcome;
    }

    /** The outcome of a record of this thread, or null if it was not prefetched. */
    public CompletableFuture<Result> take(TopicPartition partition, long offset) {
        return windows.get().take(partition, offset);
    }

    /** Cancels the work of this thread on a partition that it no longer has. */
    public void cancel(TopicPartition partition) {
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
