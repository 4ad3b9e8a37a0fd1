package io.pawstream.processor.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.model.ModelCard;
import io.pawstream.processor.classify.ClassifierMetrics;
import io.pawstream.processor.classify.Outcome.Classified;
import io.pawstream.processor.classify.Outcome.Rejected;
import io.pawstream.processor.reference.ReferenceMetrics;
import io.pawstream.processor.stream.StreamMetrics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service's own metrics, see the table in the module's README. */
@Singleton
class ProcessorMetrics implements StreamMetrics, ClassifierMetrics, ReferenceMetrics {

    private static final Duration[] BUCKETS = Stream.of(
                    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
                    5_000_000)
            .map(micros -> Duration.ofNanos(micros * 1_000L))
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Counter received;
    private final Counter prefetchMisses;
    private final Counter batches;
    private final Counter batchedPictures;
    private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
    private final Timer fetch;
    private final Timer decode;
    private final Timer queue;
    private final Timer inference;

    ProcessorMetrics(MeterRegistry registry) {
        this.registry = registry;
        received = counter("pawstream.images.received", "image records processed");
        prefetchMisses = counter("pawstream.prefetch.misses", "records whose result was not prefetched");
        batches = counter("pawstream.batches", "batches that went through a model");
        batchedPictures = counter("pawstream.batched.pictures", "pictures in these batches");
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(
                    reason,
                    Counter.builder("pawstream.images.rejected")
                            .description("image records that became a rejection")
                            .tag("stage", reason.stage().word())
                            .tag("reason", reason.word())
                            .register(registry));
        }
        fetch = timer("fetch");
        decode = timer("decode");
        queue = timer("queue");
        inference = timer("inference");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Timer timer(String stage) {
        return Timer.builder("pawstream.stage")
                .description("time of a picture in a stage")
                .tag("stage", stage)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void batch(int pictures) {
        batches.increment();
        batchedPictures.increment(pictures);
    }

    @Override
    public void fetched(double seconds) {
        fetch.record(nanos(seconds), TimeUnit.NANOSECONDS);
    }

    @Override
    public void received() {
        received.increment();
    }

    @Override
    public void prefetchMissed() {
        prefetchMisses.increment();
    }

    @Override
    public void classified(Classified outcome, String label) {
        ModelCard card = outcome.card();
        registry.counter("pawstream.images.classified", "model", card.name(), "version", card.version(), "class", label)
                .increment();
        decode.record(nanos(outcome.decodeSeconds()), TimeUnit.NANOSECONDS);
        queue.record(nanos(outcome.queueSeconds()), TimeUnit.NANOSECONDS);
        inference.record(nanos(outcome.inferenceSeconds()), TimeUnit.NANOSECONDS);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    @Override
    public void rejected(Rejected outcome) {
        rejected.get(outcome.reason()).increment();
    }
}
