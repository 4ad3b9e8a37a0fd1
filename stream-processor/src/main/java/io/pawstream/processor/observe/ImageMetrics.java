package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts image records and their results. While idle, received = classified + rejected. */
public final class ImageMetrics implements ResultListener {

    private static final String CLASSIFIED = "pawstream.images.classified";
    private static final String MODEL = "model";
    private static final String VERSION = "version";
    private static final String CLASS = "class";

    private final MeterRegistry registry;
    private final StageMetrics stages;
    private final ShadowCounters shadow;
    private final ClassLabels classes;
    private final Clock clock;
    private final Counter received;
    private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
    private final ProbabilityHistogram confidence;
    private final Timer latency;

    /**
     * Registers all metrics, starting at 0.
     *
     * @param registry receives the metrics
     * @param collectors Prometheus collectors of the same registry
     * @param stages receives the stage times of each classified image
     * @param shadow counters of the shadow model, for {@link #counts}
     * @param namedClasses maximum number of classes of a model version that have a counter of their own, at least 1
     * @param clock end of the latency of each image
     */
    public ImageMetrics(
            MeterRegistry registry,
            CollectorRegistry collectors,
            StageMetrics stages,
            ShadowCounters shadow,
            int namedClasses,
            Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.classes = new ClassLabels(namedClasses);
        this.stages = stages;
        this.shadow = shadow;
        received = Counter.builder("pawstream.images.received")
                .description("image records with a result")
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
                .description("time from the timestamp of an image record to the commit of its result")
                .serviceLevelObjectives(InstanceStatus.LATENCY_BOUNDS.stream()
                        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1e3)))
                        .toArray(Duration[]::new))
                .register(registry);
        confidence = new ProbabilityHistogram(
                        "pawstream_confidence",
                        "probability of the label",
                        ConfidenceBins.BOUNDS,
                        List.of(MODEL, VERSION))
                .register(collectors);
    }

    @Override
    public void classified(Classified result, ProcessedRecord record) {
        ModelCard card = result.card();
        received.increment();
        Counter.builder(CLASSIFIED)
                .description("images with a prediction")
                .tags(
                        MODEL,
                        card.name(),
                        VERSION,
                        card.version(),
                        CLASS,
                        classes.of(card, result.prediction().label()))
                .register(registry)
                .increment();
        confidence.record(result.prediction().probability(), card.name(), card.version());
        stages.classified(result.times());
        recordLatency(record);
    }

    @Override
    public void rejected(Rejected result, ProcessedRecord record) {
        received.increment();
        count(result.reason()).increment();
        recordLatency(record);
    }

    private Counter count(RejectionReason reason) {
        Counter counter = rejected.get(reason);
        if (counter == null) {
            throw new IllegalStateException("no counter for reason " + reason);
        }
        return counter;
    }

    /** Records at least 0, because the clock of a publisher may be ahead. */
    private void recordLatency(ProcessedRecord record) {
        latency.record(Duration.ofMillis(Math.max(0, clock.millis() - record.timestampMillis())));
    }

    /** {@return the number of image records processed since the start} */
    public double receivedCount() {
        return received.count();
    }

    /** {@return the number of predictions since the start} */
    public double classifiedCount() {
        return registry.find(CLASSIFIED).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** {@return the number of rejections since the start} */
    public double rejectedCount() {
        return rejected.values().stream().mapToDouble(Counter::count).sum();
    }

    /** {@return all counts since the start, for the status of the instance} */
    public InstanceStatus.Counts counts() {
        Map<String, Long> counted = registry.find(CLASSIFIED).counters().stream()
                .collect(Collectors.toMap(
                        ImageMetrics::className, counter -> (long) counter.count(), Long::sum, TreeMap::new));
        Map<String, Long> rejections = rejected.entrySet().stream()
                .filter(entry -> entry.getValue().count() > 0)
                .collect(Collectors.toMap(entry -> entry.getKey().word(), entry ->
                        (long) entry.getValue().count()));
        long[] latencies = new long[InstanceStatus.LATENCY_BOUNDS.size() + 1];
        Histograms.add(latency, latencies);
        return new InstanceStatus.Counts(
                counted,
                rejections,
                confidence.counts(),
                list(latencies),
                shadow.predictions(),
                shadow.agreements(),
                shadow.droppedCount());
    }

    private static String className(Counter counter) {
        @Nullable String name = counter.getId().getTag(CLASS);
        return name == null ? "" : name;
    }

    private static List<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
