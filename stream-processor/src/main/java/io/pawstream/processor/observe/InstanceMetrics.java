package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.processor.models.ModelSelector;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exposes the current state of the instance as gauges. */
public final class InstanceMetrics {

    private static final String MODEL = "model";
    private static final String VERSION = "version";

    private final MultiGauge models;
    private final MultiGauge accuracies;
    private final MultiGauge selected;
    private final MultiGauge drift;
    private volatile @Nullable InstanceStatus status;
    private volatile boolean ready;

    /**
     * Registers the gauges.
     *
     * @param registry receives the gauges
     * @param streamThreads number of configured stream threads
     */
    public InstanceMetrics(MeterRegistry registry, int streamThreads) {
        Gauge.builder("pawstream.stream.threads", () -> streamThreads)
                .description("configured stream threads")
                .register(registry);
        models = MultiGauge.builder("pawstream.model.info")
                .description("1 for each model in the repository, loadable or not")
                .register(registry);
        accuracies = MultiGauge.builder("pawstream.model.accuracy")
                .description("test accuracy of each loadable model")
                .register(registry);
        selected = MultiGauge.builder("pawstream.model.traffic.share")
                .description("traffic share of each model of the active selection")
                .register(registry);
        drift = MultiGauge.builder("pawstream.drift.index")
                .description(
                        "population stability index of the latest predictions of a model against those on its test images")
                .register(registry);
        Gauge.builder("pawstream.ready", this, self -> self.ready ? 1 : 0)
                .description("1 if the instance is ready and a broker responds, else 0")
                .strongReference(true)
                .register(registry);
        gauge(
                registry,
                "pawstream.selection.active.revision",
                null,
                "revision of the active selection",
                now -> now.activeRevision());
        gauge(
                registry,
                "pawstream.selection.desired.revision",
                null,
                "revision of the desired selection",
                now -> now.desiredRevision());
        gauge(
                registry,
                "pawstream.lag.records",
                null,
                "consumer lag: image records in the partitions of this instance that are not polled yet",
                now -> now.lagRecords());
        gauge(
                registry,
                "process.resident.memory",
                BaseUnits.BYTES,
                "resident memory of the process",
                now -> now.residentBytes() == null ? Double.NaN : now.residentBytes());
    }

    /** Reads one value of the status. */
    @FunctionalInterface
    private interface Value {
        double of(InstanceStatus status);
    }

    private void gauge(MeterRegistry registry, String name, @Nullable String unit, String description, Value value) {
        Gauge.builder(name, this, self -> self.status == null ? Double.NaN : value.of(self.status))
                .baseUnit(unit)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /**
     * Updates all gauges.
     *
     * @param now current status of the instance
     * @param active the active selection
     * @param readings drift of each model
     * @param isReady whether the instance is ready and a broker responds
     */
    public void update(InstanceStatus now, ModelSelector.Active active, List<Drift.Reading> readings, boolean isReady) {
        status = now;
        ready = isReady;
        models.register(now.models().stream().map(InstanceMetrics::info).toList(), true);
        accuracies.register(
                now.models().stream().flatMap(InstanceMetrics::accuracy).toList(), true);
        selected.register(shares(active.selection()).toList(), true);
        drift.register(readings.stream().flatMap(InstanceMetrics::drift).toList(), true);
    }

    private static MultiGauge.Row<?> info(InstanceStatus.Model model) {
        return MultiGauge.Row.of(
                Tags.of(
                        MODEL,
                        model.name(),
                        VERSION,
                        orEmpty(model.version()),
                        "sha256",
                        orEmpty(model.sha256()),
                        "loadable",
                        Boolean.toString(model.error() == null)),
                1);
    }

    private static Stream<MultiGauge.Row<?>> accuracy(InstanceStatus.Model model) {
        return model.accuracy() == null
                ? Stream.of()
                : Stream.of(MultiGauge.Row.of(
                        Tags.of(MODEL, model.name(), VERSION, orEmpty(model.version())), model.accuracy()));
    }

    /** Replaces null, because Prometheus labels cannot be absent. */
    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Stream<MultiGauge.Row<?>> shares(Selection selection) {
        double canary = selection.canary() == null ? 0 : selection.canary().share();
        return Stream.concat(
                Stream.of(share(selection.model(), "default", 1 - canary)),
                Stream.concat(share(selection.canary(), "canary"), share(selection.shadow(), "shadow")));
    }

    private static Stream<MultiGauge.Row<?>> share(@Nullable TrafficShare share, String role) {
        return share == null ? Stream.of() : Stream.of(share(share.model(), role, share.share()));
    }

    private static MultiGauge.Row<?> share(String model, String role, double share) {
        return MultiGauge.Row.of(Tags.of(MODEL, model, "role", role), share);
    }

    private static Stream<MultiGauge.Row<?>> drift(Drift.Reading reading) {
        return Stream.concat(
                drift(reading, "confidence", reading.confidence()), drift(reading, "class", reading.classes()));
    }

    private static Stream<MultiGauge.Row<?>> drift(Drift.Reading reading, String of, OptionalDouble index) {
        return index.isEmpty()
                ? Stream.of()
                : Stream.of(MultiGauge.Row.of(
                        Tags.of(
                                MODEL,
                                reading.card().name(),
                                VERSION,
                                reading.card().version(),
                                "of",
                                of),
                        index.getAsDouble()));
    }
}
