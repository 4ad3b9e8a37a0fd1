package io.pawstream.processor.app;

import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.observe.Condition;
import io.pawstream.processor.observe.Health;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.streams.ClusterWatch;
import io.pawstream.processor.streams.StreamsHealth;
import io.pawstream.processor.streams.TopicsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Produces the health checks that {@code /q/health} reports. */
@ApplicationScoped
class HealthChecks {

    private final ModelSelector selector;
    private final InitialSelection initial;
    private final ModelFailure modelFailure;
    private final StreamsHealth streams;
    private final TopicsConfig topics;
    private final ClusterWatch cluster;

    HealthChecks(
            ModelSelector selector,
            InitialSelection initial,
            ModelFailure modelFailure,
            StreamsHealth streams,
            TopicsConfig topics,
            ClusterWatch cluster) {
        this.selector = selector;
        this.initial = initial;
        this.modelFailure = modelFailure;
        this.streams = streams;
        this.topics = topics;
        this.cluster = cluster;
    }

    @Produces
    @Singleton
    Health health() {
        return new Health(List.of(this::kafka, this::model, this::streams));
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck kafkaCheck() {
        return () -> response(kafka());
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck modelCheck() {
        return () -> response(model());
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck streamsCheck() {
        return () -> response(streams());
    }

    /** Replaces the check of Quarkus, which reports streams that have not started as down. */
    @Produces
    @Liveness
    @Singleton
    HealthCheck liveCheck() {
        return () -> response(live());
    }

    private Condition kafka() {
        Map<String, Object> details = new HashMap<>();
        cluster.problem().ifPresent(message -> details.put(Condition.FAILURE, message));
        return new Condition("kafka", cluster.hasBeenUsable() && details.isEmpty(), details);
    }

    private Condition model() {
        ModelSelector.Active active = selector.active();
        Map<String, Object> details = new HashMap<>();
        details.put("model", active.selection().model());
        details.put("revision", active.revision());
        if (!initial.isComplete()) {
            details.put("waiting", "reading topic " + topics.modelSelection() + " and loading its models");
        }
        modelFailure.message().ifPresent(message -> details.put(Condition.FAILURE, message));
        boolean isMet = initial.isComplete() && modelFailure.message().isEmpty();
        return new Condition("model", isMet, details);
    }

    private Condition streams() {
        Map<String, Object> details = new HashMap<>();
        details.put("state", streams.state());
        streams.failure().ifPresent(message -> details.put(Condition.FAILURE, message));
        return new Condition("streams", streams.isReady(), details);
    }

    private Condition live() {
        Map<String, Object> details = Map.of("state", streams.state(), "threads", (long) streams.threads());
        return new Condition("streams", streams.isLive(), details);
    }

    private static HealthCheckResponse response(Condition condition) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(condition.name());
        condition.details().forEach((name, value) -> {
            if (value instanceof Long number) {
                response.withData(name, number);
            } else {
                response.withData(name, value.toString());
            }
        });
        return response.status(condition.isMet()).build();
    }
}
