package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.streams.PrefetchWindow.Prefetched;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleConsumer;
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
    private final RetainedResults retained = new RetainedResults();
    private final ThreadLocal<PrefetchWindow> windows;
    private final ThreadLocal<EarlyCommit> commits;

    /**
     * Creates a prefetcher.
     *
     * @param pipeline classifies images
     * @param maxImages maximum number of images in progress per stream thread, at least 1
     * @param maxBytes maximum number of encoded bytes in progress per stream thread, at least 1
     * @param onMiss called for each record whose result was not prefetched
     * @param onProcessed receives the seconds from each prefetched result until its record is processed
     * @param minCommitInterval minimum time between two commits of a thread that has no further records
     * @throws IllegalArgumentException if a maximum is less than 1
     */
    public Prefetcher(
            ImagePipeline pipeline,
            int maxImages,
            long maxBytes,
            Runnable onMiss,
            DoubleConsumer onProcessed,
            Duration minCommitInterval) {
        if (maxImages < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "prefetch window is " + maxImages + " images and " + maxBytes + " bytes; both must be at least 1");
        }
        this.pipeline = pipeline;
        this.onMiss = onMiss;
        this.windows = ThreadLocal.withInitial(() -> new PrefetchWindow(
                record -> start(RecordImageRequest.of(record), RecordIdentity.of(record)),
                maxImages,
                maxBytes,
                onProcessed));
        this.commits = ThreadLocal.withInitial(() -> new EarlyCommit(minCommitInterval, System::nanoTime));
    }

    /** Returns the window of this thread. */
    PrefetchWindow window() {
        return windows.get();
    }

    /** Returns what commits the results of this thread early. */
    EarlyCommit earlyCommit() {
        return commits.get();
    }

    /** Cancels all work of this thread. */
    void closeWindow() {
        windows.get().cancelAll();
        windows.remove();
        commits.remove();
    }

    /** Returns the result of the record that this thread processes now, which is prefetched or starts now. */
    Prefetched take(Record<byte[], byte[]> record, RecordAddress address) {
        Prefetched prefetched =
                windows.get().take(new TopicPartition(address.topic(), address.partition()), address.offset());
        if (prefetched != null) {
            return prefetched;
        }
        onMiss.run();
        return start(RecordImageRequest.of(record, address), RecordIdentity.of(record, address));
    }

    private Prefetched start(RecordImageRequest request, RecordIdentity record) {
        Optional<Rejected> tooLarge = OversizedRecord.rejection(request);
        Result known = tooLarge.isPresent() ? tooLarge.get() : retained.find(record);
        return new Prefetched(
                record, known == null ? submit(request, record) : CompletableFuture.completedFuture(known));
    }

    private CompletableFuture<Result> submit(RecordImageRequest request, RecordIdentity record) {
        CompletableFuture<Result> result;
        try {
            result = pipeline.submit(request);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Result> kept = result.thenApply(completed -> {
            retained.keep(record, completed);
            return completed;
        });
        var unused = kept.whenComplete((completed, failure) -> result.cancel(false));
        return kept;
    }

    /** Drops what is kept for records that this thread has committed. */
    void committed(CommittedOffsets offsets) {
        retained.committed(offsets);
        commits.get().committed();
    }
}
