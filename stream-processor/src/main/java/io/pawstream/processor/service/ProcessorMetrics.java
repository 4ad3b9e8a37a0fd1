package io.pawstream.processor.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.model.ModelCard;
import io.pawstream.processor.classify.ClassifierMetrics;
import io.pawstream.processor.classify.Outcome.Classified;
import io.pawstream.processor.classify.Outcome.Rejected;
import io.pawstream.processor.reference.ReferenceMetrics;
import io.pawstream.processor.shadow.ShadowMetrics;
import io.pawstream.processor.stream.StreamMetrics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service's own metrics, see the table in the module's README. */
@Singleton
class ProcessorMetrics implements StreamMetrics, ClassifierMetrics, ReferenceMetrics, ShadowMetrics {

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
    private final Counter shadowDropped;
    private final Counter shadowUnpublished;
    private final DistributionSummary shadowDifference;
    private final Timer fetch;
    private final Timer decode;
    private final Timer queue;
    private final Timer inference;

    ProcessorMetrics(MeterRegistry registry) {
        this.registry = registry;
        received = counter("pawstream.images.received", "image records that have an answer");
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
        shadowDropped = counter("pawstream.shadow.dropped", "pictures for which the shadow model had no time");
        shadowUnpublished =
                counter("pawstream.shadow.unpublished", "answers of the shadow model that the broker has not taken");
        shadowDifference = DistributionSummary.builder("pawstream.shadow.difference")
                .description("how far the probabilities of the shadow model and of the one that classified are apart")
                .serviceLevelObjectives(0.01, 0.05, 0.1, 0.25, 0.5, 1)
                .register(registry);
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

    @Override
    public void answered(ModelCard main, ModelCard shadow, boolean agrees, double difference) {
        registry.counter(
                        "pawstream.shadow.answers",
                        "model",
                        main.name(),
                        "shadow",
                        shadow.name(),
                        "agrees",
                        Boolean.toString(agrees))
                .increment();
        shadowDifference.record(difference);
    }

    @Override
    public void dropped() {
        shadowDropped.increment();
    }

    @Override
    public void unpublished() {
        shadowUnpublished.increment();
    }

    /** Image records processed so far. */
    double receivedCount() {
        return received.count();
    }

    /** Predictions made so far. */
    double classifiedCount() {
        return registry.find("pawstream.images.classified").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Pictures rejected so far. */
    double rejectedCount() {
        return rejected.values().stream().mapToDouble(Counter::count).sum();
    }
}
