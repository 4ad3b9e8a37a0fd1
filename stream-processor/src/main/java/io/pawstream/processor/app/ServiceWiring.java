package io.pawstream.processor.app;

import io.pawstream.processor.control.InstanceReporter;
import io.pawstream.processor.control.SelectionTopic;
import io.pawstream.processor.control.TopicFollower;
import io.pawstream.processor.models.ModelChoice;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.observe.ReadinessLog;
import io.pawstream.processor.pipeline.Deadlines;
import io.pawstream.processor.streams.ClusterWatch;
import io.pawstream.processor.streams.TopicsConfig;
import io.quarkus.arc.lookup.LookupUnlessProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Produces the beans of the service, which follows the model selection and reports its status. */
@ApplicationScoped
class ServiceWiring {

    @Produces
    @Singleton
    @LookupUnlessProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY, lookupIfMissing = true)
    ModelChoice models(ModelSelector selector) {
        return selector;
    }

    @Produces
    @Singleton
    @LookupUnlessProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY, lookupIfMissing = true)
    Deadlines deadlines(ProcessorConfig config) {
        return Deadlines.of(config.maxAge(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    @LookupUnlessProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY, lookupIfMissing = true)
    PollFilter pollFilter() {
        return polled -> polled;
    }

    @Produces
    @Singleton
    @LookupUnlessProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY, lookupIfMissing = true)
    RequiredTopics requiredTopics(TopicsConfig topics) {
        return new RequiredTopics(topics.names().all());
    }

    /** Lists the steps in the order in which they start. */
    @Produces
    @Singleton
    @LookupUnlessProperty(name = ReplayWiring.MODE, stringValue = ReplayWiring.REPLAY, lookupIfMissing = true)
    Lifecycle lifecycle(
            CommonSteps.BelowStreams below,
            CommonSteps.Streams streams,
            ModelStart models,
            SelectionTopic selection,
            TopicFollower instances,
            InstanceReporter reporter,
            ClusterWatch cluster,
            ReadinessLog readiness) {
        List<Step> above = List.of(
                new Step("models", () -> models.start(() -> cluster.awaitUsable() && selection.start()), models::join),
                Step.stopping("selection topic", selection::close),
                new Step("checks of the cluster", cluster::start, cluster::close),
                new Step("instances topic", instances::startAtEnd, instances::close),
                new Step("instance status", reporter::start, reporter::close),
                new Step("readiness log", readiness::start, readiness::close));
        return Lifecycle.of(below, streams, above);
    }
}
