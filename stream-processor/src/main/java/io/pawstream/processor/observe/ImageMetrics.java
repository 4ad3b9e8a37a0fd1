package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.streams.StreamMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts image records and their answers. */
public final class ImageMetrics implements StreamMetrics {

    private static final String CLASSIFIED = "pawstream.images.classified";
    private static final String MODEL = "model";
    private static final String VERSION = "version";

    private final MeterRegistry registry;
    private final StageMetrics stages;
    private final ShadowCounters shadow;
    private final Clock clock;
    private final Counter received;
    private final Counter prefetchMisses;
    private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
    private final Map<String, DistributionSummary> confidences = new ConcurrentHashMap<>();
    private final Timer latency;

    /**
     * Counts from nothing.
     *
     * @param stages hears of the stages of each image that is classified
     * @param shadow what else belongs to the status of an instance
     */
    public ImageMetrics(MeterRegistry registry, StageMetrics stages, ShadowCounters shadow, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.stages = stages;
        this.shadow = shadow;
        received = Counter.builder("pawstream.images.received")
                .description("image records that have an answer")
                .register(registry);
        prefetchMisses = Counter.builder("pawstream.prefetch.misses")
                .description("records whose result was not prefetched")
                .register(registry);
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(
                    reason,
                    Counter.builder("pawstream.images.rejected")
                            .description("image records that became a rejection")
                            .tag("stage", reason.stage().word())
                            .tag("reason", reason.word())
                            .register(registry));
        }
        latency = Timer.builder("pawstream.latency")
                .description("time from the timestamp of an image record to its answer, before it is committed")
                .serviceLevelObjectives(InstanceStatus.LATENCY_BOUNDS.stream()
                        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1e3)))
                        .toArray(Duration[]::new))
                .register(registry);
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
    public void classified(Classified outcome, String label, long timestampMillis) {
        ModelCard card = outcome.card();
        registry.counter(CLASSIFIED, MODEL, card.name(), VERSION, card.version(), "class", label)
                .increment();
        confidences
                .computeIfAbsent(card.name() + " " + card.version(), key -> confidence(card))
                .record(Math.max(outcome.probability(), 1 - outcome.probability()));
        stages.classified(outcome);
        answered(timestampMillis);
    }

    private DistributionSummary confidence(ModelCard card) {
        return DistributionSummary.builder("pawstream.confidence")
                .description("probability of the label")
                .tags(MODEL, card.name(), VERSION, card.version())
                .serviceLevelObjectives(ConfidenceBins.BOUNDS.stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .register(registry);
    }

    @Override
    public void rejected(Rejected outcome, ConsumerRecord<byte[], byte[]> rejection) {
        rejected.get(outcome.reason()).increment();
        answered(rejection.timestamp());
    }

    /** The clock of whoever published may be ahead. */
    private void answered(long timestampMillis) {
        latency.record(Duration.ofMillis(Math.max(0, clock.millis() - timestampMillis)));
    }

    /** Image records processed so far. */
    public double receivedCount() {
        return received.count();
    }

    /** Predictions made so far. */
    public double classifiedCount() {
        return registry.find(CLASSIFIED).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Images rejected so far. */
    public double rejectedCount() {
        return rejected.values().stream().mapToDouble(Counter::count).sum();
    }

    /** All of it, for the topic of the instances. */
    public InstanceStatus.Counts counts() {
        Map<String, Long> classes = registry.find(CLASSIFIED).counters().stream()
                .collect(Collectors.toMap(
                        counter -> counter.getId().getTag("class"),
                        counter -> (long) counter.count(),
                        Long::sum,
                        TreeMap::new));
        Map<String, Long> rejections = rejected.entrySet().stream()
                .filter(entry -> entry.getValue().count() > 0)
                .collect(Collectors.toMap(entry -> entry.getKey().word(), entry ->
                        (long) entry.getValue().count()));
        long[] confidence = new long[ConfidenceBins.BOUNDS.size()];
        confidences.values().forEach(summary -> Histograms.add(summary, confidence));
        long[] latencies = new long[InstanceStatus.LATENCY_BOUNDS.size() + 1];
        Histograms.add(latency, latencies);
        return new InstanceStatus.Counts(
                classes,
                rejections,
                list(confidence),
                list(latencies),
                shadow.predictions(),
                shadow.agreements(),
                shadow.droppedCount());
    }

    private static List<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
