package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the checks of models in the repository. */
public final class ModelMetrics {

    private final Counter passed;
    private final Counter failed;

    /**
     * Registers all counters, starting at 0.
     *
     * @param registry receives the counters
     */
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

    /**
     * Counts a check.
     *
     * @param hasPassed whether the model was loaded and classified a probe image
     */
    public void checked(boolean hasPassed) {
        (hasPassed ? passed : failed).increment();
    }
}
