package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pawstream.processor.pipeline.Result.StageTimes;
import io.pawstream.processor.pipeline.WaitListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Measures the time of each stage and counts batches, prefetch misses and lost records. */
public final class StageMetrics implements WaitListener {

    private static final Duration[] BUCKETS = Stream.of(
                    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
                    5_000_000)
            .map(micros -> Duration.ofNanos(micros * 1_000L))
            .toArray(Duration[]::new);

    private final Counter batches;
    private final Counter batchedImages;
    private final Counter prefetchMisses;
    private final Counter lost;
    private final Timer poll;
    private final Timer fetch;
    private final Timer decode;
    private final Timer queue;
    private final Timer inference;
    private final Timer process;
    private final Timer publish;
    private final Timer commit;

    /**
     * Registers all metrics, starting at 0.
     *
     * @param registry receives the metrics
     */
    public StageMetrics(MeterRegistry registry) {
        batches = Counter.builder("pawstream.batches")
                .description("batches that passed through a model")
                .register(registry);
        batchedImages = Counter.builder("pawstream.batched.images")
                .description("images in these batches")
                .register(registry);
        prefetchMisses = Counter.builder("pawstream.prefetch.misses")
                .description("records whose result was not prefetched")
                .register(registry);
        lost = Counter.builder("pawstream.records.lost")
                .description("image records that the retention of the topic deleted before they were read")
                .register(registry);
        poll = timer(registry, "poll");
        fetch = timer(registry, "fetch");
        decode = timer(registry, "decode");
        queue = timer(registry, "queue");
        inference = timer(registry, "inference");
        process = timer(registry, "process");
        publish = timer(registry, "publish");
        commit = timer(registry, "commit");
    }

    private static Timer timer(MeterRegistry registry, String stage) {
        return Timer.builder("pawstream.stage")
                .description("time of an image in a stage")
                .tag("stage", stage)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /**
     * Counts a batch that passed through a model.
     *
     * @param images number of images in the batch, at least 1
     */
    public void batchInferred(int images) {
        batches.increment();
        batchedImages.increment(images);
    }

    /** Counts a record whose result was not prefetched, so that its image could not share a batch. */
    public void prefetchMissed() {
        prefetchMisses.increment();
    }

    /**
     * Counts records that were deleted before they were read.
     *
     * @param records number of records, at least 1
     */
    public void recordsLost(long records) {
        lost.increment((double) records);
    }

    /**
     * Records the time of a fetch.
     *
     * @param seconds time from the request to the last byte, including retries
     */
    public void fetched(double seconds) {
        record(fetch, seconds);
    }

    @Override
    public void polled(double seconds) {
        record(poll, seconds);
    }

    @Override
    public void processed(double seconds) {
        record(process, seconds);
    }

    @Override
    public void published(double seconds) {
        record(publish, seconds);
    }

    @Override
    public void committed(double seconds) {
        record(commit, seconds);
    }

    void classified(StageTimes times) {
        record(decode, times.decodeSeconds());
        record(queue, times.queueSeconds());
        record(inference, times.inferenceSeconds());
    }

    private static void record(Timer timer, double seconds) {
        timer.record((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    }
}
