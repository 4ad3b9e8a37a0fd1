package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.CollectorRegistry;
import java.util.List;

/** Counts predictions of the shadow model. */
public final class ShadowCounters {

    private static final String PREDICTIONS = "pawstream.shadow.predictions";
    private static final String AGREES = "agrees";

    private final MeterRegistry registry;
    private final Counter dropped;
    private final Counter publishFailures;
    private final ProbabilityHistogram difference;

    /**
     * Registers all metrics, starting at 0.
     *
     * @param registry receives the metrics
     * @param collectors Prometheus collectors of the same registry
     */
    public ShadowCounters(MeterRegistry registry, CollectorRegistry collectors) {
        this.registry = registry;
        dropped = Counter.builder("pawstream.shadow.dropped")
                .description("images that the shadow model skipped")
                .register(registry);
        publishFailures = Counter.builder("pawstream.shadow.publish.failures")
                .description("predictions of the shadow model that could not be published")
                .register(registry);
        difference = new ProbabilityHistogram(
                        "pawstream_shadow_difference",
                        "total variation distance of the probabilities of the shadow model and the live model",
                        List.of(0.01, 0.05, 0.1, 0.25, 0.5, 1.0),
                        List.of())
                .register(collectors);
    }

    /**
     * Counts an image that the shadow model classified.
     *
     * @param live name of the live model
     * @param shadow name of the shadow model
     * @param agrees whether both predict the same label
     * @param apart total variation distance of their probabilities, 0 to 1
     */
    public void predicted(String live, String shadow, boolean agrees, double apart) {
        Counter.builder(PREDICTIONS)
                .description("images that the shadow model classified, too")
                .tags("model", live, "shadow", shadow, AGREES, Boolean.toString(agrees))
                .register(registry)
                .increment();
        difference.record(apart);
    }

    /** Counts an image that the shadow model skipped. */
    public void dropped() {
        dropped.increment();
    }

    /** Counts a prediction of the shadow model that could not be published. */
    public void publishFailed() {
        publishFailures.increment();
    }

    long predictions() {
        return sum(registry.find(PREDICTIONS).counters());
    }

    long agreements() {
        return sum(registry.find(PREDICTIONS).tag(AGREES, "true").counters());
    }

    long droppedCount() {
        return (long) dropped.count();
    }

    private static long sum(Iterable<Counter> counters) {
        double sum = 0;
        for (Counter counter : counters) {
            sum += counter.count();
        }
        return (long) sum;
    }
}
