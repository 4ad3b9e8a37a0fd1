package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pawstream.processor.fetch.FetchListener;
import io.pawstream.processor.pipeline.BatchListener;
import io.pawstream.processor.pipeline.Result.Classified;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The time of an image in each stage, and batches. */
public final class StageMetrics implements BatchListener, FetchListener {

    private static final Duration[] BUCKETS = Stream.of(
                    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
                    5_000_000)
            .map(micros -> Duration.ofNanos(micros * 1_000L))
            .toArray(Duration[]::new);

    private final Counter batches;
    private final Counter batchedImages;
    private final Timer fetch;
    private final Timer decode;
    private final Timer queue;
    private final Timer inference;
    private final Timer publish;

    /** Counts from nothing. */
    public StageMetrics(MeterRegistry registry) {
        batches = Counter.builder("pawstream.batches")
                .description("batches that went through a model")
                .register(registry);
        batchedImages = Counter.builder("pawstream.batched.images")
                .description("images in these batches")
                .register(registry);
        fetch = timer(registry, "fetch");
        decode = timer(registry, "decode");
        queue = timer(registry, "queue");
        inference = timer(registry, "inference");
        publish = timer(registry, "publish");
    }

    private static Timer timer(MeterRegistry registry, String stage) {
        return Timer.builder("pawstream.stage")
                .description("time of an image in a stage")
                .tag("stage", stage)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void batch(int images) {
        batches.increment();
        batchedImages.increment(images);
    }

    @Override
    public void fetched(double seconds) {
        record(fetch, seconds);
    }

    /** An answer is with the broker. */
    public void published(double seconds) {
        record(publish, seconds);
    }

    void classified(Classified outcome) {
        record(decode, outcome.decodeSeconds());
        record(queue, outcome.queueSeconds());
        record(inference, outcome.inferenceSeconds());
    }

    private static void record(Timer timer, double seconds) {
        timer.record((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    }
}
