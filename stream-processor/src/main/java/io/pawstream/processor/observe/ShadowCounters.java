package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.shadow.ShadowMetrics;

/** Counts answers of the shadow model. */
public final class ShadowCounters implements ShadowMetrics {

    private static final String ANSWERS = "pawstream.shadow.predictions";
    private static final String AGREES = "agrees";

    private final MeterRegistry registry;
    private final Counter dropped;
    private final Counter unpublished;
    private final DistributionSummary difference;

    /** Counts from nothing. */
    public ShadowCounters(MeterRegistry registry) {
        this.registry = registry;
        dropped = Counter.builder("pawstream.shadow.dropped")
                .description("images for which the shadow model had no time")
                .register(registry);
        unpublished = Counter.builder("pawstream.shadow.publish.failures")
                .description("answers of the shadow model that the broker has not taken")
                .register(registry);
        difference = DistributionSummary.builder("pawstream.shadow.difference")
                .description("how far the probabilities of the shadow model and of the one that classified are apart")
                .serviceLevelObjectives(0.01, 0.05, 0.1, 0.25, 0.5, 1)
                .register(registry);
    }

    @Override
    public void answered(ModelCard main, ModelCard shadow, boolean agrees, double apart) {
        registry.counter(ANSWERS, "model", main.name(), "shadow", shadow.name(), AGREES, Boolean.toString(agrees))
                .increment();
        difference.record(apart);
    }

    @Override
    public void dropped() {
        dropped.increment();
    }

    @Override
    public void unpublished() {
        unpublished.increment();
    }

    long predictions() {
        return sum(registry.find(ANSWERS).counters());
    }

    long agreements() {
        return sum(registry.find(ANSWERS).tag(AGREES, "true").counters());
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
