package io.pawstream.processor.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;

/** A registry of the kind that Quarkus creates in the service. */
@SuppressWarnings("deprecation") // Quarkus uses the Prometheus client that Micrometer has deprecated.
final class TestRegistry {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    MeterRegistry meters() {
        return registry;
    }

    CollectorRegistry collectors() {
        return registry.getPrometheusRegistry();
    }

    /** Returns all metrics as {@code /q/metrics} does. */
    String scrape() {
        return registry.scrape();
    }
}
