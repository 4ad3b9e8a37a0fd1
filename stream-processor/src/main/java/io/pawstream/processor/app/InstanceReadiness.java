package io.pawstream.processor.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether this instance classifies, for the metrics: what readiness says but for the topics, for which it would ask a broker. */
@Singleton
public class InstanceReadiness {

    private final ModelsReady models;
    private final StreamsRunning streams;

    InstanceReadiness(@Readiness ModelsReady models, @Readiness StreamsRunning streams) {
        this.models = models;
        this.streams = streams;
    }

    public boolean isReady() {
        return models.call().getStatus() == HealthCheckResponse.Status.UP
                && streams.call().getStatus() == HealthCheckResponse.Status.UP;
    }
}
