package io.pawstream.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pawstream.processor.models.ModelCheckListener;

/** Counts models that were found in the repository and tried. */
public final class ModelMetrics implements ModelCheckListener {

    private final Counter served;
    private final Counter refused;

    /** Counts from nothing. */
    public ModelMetrics(MeterRegistry registry) {
        served = trials(registry, "served");
        refused = trials(registry, "refused");
    }

    private static Counter trials(MeterRegistry registry, String result) {
        return Counter.builder("pawstream.model.checks")
                .description("models of the repository that were new or had changed, and were tried")
                .tag("result", result)
                .register(registry);
    }

    @Override
    public void checked(boolean passed) {
        (passed ? served : refused).increment();
    }
}
