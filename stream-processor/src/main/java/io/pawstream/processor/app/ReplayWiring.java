package io.pawstream.processor.app;

import io.pawstream.processor.models.ModelChoice;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.observe.ImageMetrics;
import io.pawstream.processor.pipeline.Deadlines;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.replay.ReplayConfig;
import io.pawstream.processor.replay.ReplayGroup;
import io.pawstream.processor.replay.ReplayRange;
import io.pawstream.processor.replay.ReplayRun;
import io.pawstream.processor.streams.ClusterWatch;
import io.pawstream.processor.streams.StreamsHealth;
import io.pawstream.processor.streams.TopicsConfig;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the beans of a replay, which classifies a fixed range of records with one model and then ends. */
@ApplicationScoped
class ReplayWiring {

    static final String MODE = "pawstream.mode";
    static final String REPLAY = "replay";

    @Produces
    @Singleton
    @LookupIfProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY)
    ModelChoice models(ModelSelector selector) {
        return selector.ignoringRequestedModels();
    }

    @Produces
    @Singleton
    @LookupIfProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY)
    Deadlines deadlines() {
        return Deadlines.none();
    }

    @Produces
    @Singleton
    @LookupIfProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY)
    ReplayRange range() {
        return new ReplayRange();
    }

    @Produces
    @Singleton
    @LookupIfProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY)
    PollFilter pollFilter(ReplayRange range) {
        return range::apply;
    }

    @Produces
    @Singleton
    @LookupIfProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY)
    ReplayRun run(
            KafkaClients clients,
            ReplayRange range,
            TopicsConfig topics,
            ImageMetrics metrics,
            StreamsHealth streams,
            ModelFailure modelFailure,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        return new ReplayRun(
                () -> new ReplayGroup(clients.admin(REPLAY), applicationId),
                range,
                topics.names(),
                metrics,
                () -> streams.failure().or(modelFailure::message),
                System.out);
    }

    /** A replay ignores the model selection and creates its output topics. */
    @Produces
    @Singleton
    @LookupIfProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY)
    RequiredTopics requiredTopics(TopicsConfig topics) {
        return new RequiredTopics(List.of(topics.images()));
    }

    /** Lists the steps in the order in which they start. */
    @Produces
    @Singleton
    @LookupIfProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY)
    Lifecycle lifecycle(
            CommonSteps.BelowStreams below,
            CommonSteps.Streams streams,
            ReplayRun run,
            ReplayConfig config,
            ModelStart models,
            ClusterWatch cluster) {
        ReplayGroup.Period period =
                new ReplayGroup.Period(config.from().orElse(null), config.to().orElse(null), config.restart());
        List<Step> above = List.of(
                new Step("replay", () -> prepare(run, period, cluster), run::stop),
                new Step("models", () -> models.start(() -> true), models::join));
        return Lifecycle.of(below, streams, above);
    }

    private static void prepare(ReplayRun run, ReplayGroup.Period period, ClusterWatch cluster)
            throws IOException, InterruptedException {
        cluster.requireUsable();
        run.prepare(period);
    }
}
