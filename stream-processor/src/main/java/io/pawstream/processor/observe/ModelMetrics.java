package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts checks of models in the repository. */
public final class ModelMetrics {

    private final Counter passed;
    private final Counter failed;

    /** Starts all counters at 0. */
    public ModelMetrics(MeterRegistry registry) {
        passed = checks(registry, "passed");
        failed = checks(registry, "failed");
    }

    private static Counter checks(MeterRegistry registry, String result) {
        return Counter.builder("pawstream.model.checks")
                .description("checks of new and changed models in the repository")
                .tag("result", result)
                .register(registry);
    }

    /** A model was loaded and ran on a probe, or failed. */
    public void checked(boolean hasPassed) {
        (hasPassed ? passed : failed).increment();
    }
}
