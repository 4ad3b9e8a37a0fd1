package io.pawstream.processor.app;

import io.pawstream.processor.control.InstanceReporter;
import io.pawstream.processor.control.LiveInstances;
import io.pawstream.processor.control.OperatorAuthorization;
import io.pawstream.processor.control.RoundTrip;
import io.pawstream.processor.control.SelectionTopic;
import io.pawstream.processor.control.StatusReader;
import io.pawstream.processor.control.TopicFollower;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.observe.Drift;
import io.pawstream.processor.observe.Health;
import io.pawstream.processor.observe.ImageMetrics;
import io.pawstream.processor.observe.InstanceMetrics;
import io.pawstream.processor.observe.LiveTicker;
import io.pawstream.processor.streams.ClusterWatch;
import io.pawstream.processor.streams.ConsumerLag;
import io.pawstream.processor.streams.TopicsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the beans of the package {@code control}. */
@ApplicationScoped
class ControlWiring {

    @Produces
    @Singleton
    OperatorAuthorization authorization(ProcessorConfig config) {
        return new OperatorAuthorization(config.operatorToken(), config.loopbackOperators());
    }

    @Produces
    @Singleton
    SelectionTopic selectionTopic(KafkaClients clients, TopicsConfig topics, ModelSelector selector) {
        return new SelectionTopic(clients.consumer("selection"), clients::selection, topics.modelSelection(), selector);
    }

    @Produces
    @Singleton
    RoundTrip roundTrip(KafkaClients clients, TopicsConfig topics) {
        return new RoundTrip(clients.consumer("page"), clients::control, topics.names());
    }

    @Produces
    @Singleton
    LiveInstances liveInstances() {
        return new LiveInstances(Clock.systemUTC());
    }

    @Produces
    @Singleton
    TopicFollower instances(KafkaClients clients, TopicsConfig topics, LiveInstances instances) {
        return new TopicFollower(clients.consumer("instances"), topics.instances(), instances::update);
    }

    @Produces
    @Singleton
    StatusReader statusReader(
            ProcessorConfig config,
            ModelSelector selector,
            RepositoryWatcher repository,
            ImageMetrics images,
            KafkaStreams streams,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        String instance = config.instance().orElseGet(() -> StatusReader.Identity.defaultInstance(port));
        return new StatusReader(
                new StatusReader.Identity(instance, applicationId),
                selector,
                repository,
                images,
                () -> ConsumerLag.records(streams));
    }

    @Produces
    @Singleton
    InstanceReporter reporter(
            KafkaClients clients,
            TopicsConfig topics,
            StatusReader reader,
            InstanceReporter.Listener listener,
            ClusterWatch cluster) {
        Supplier<Optional<Producer<byte[], byte[]>>> producer =
                () -> cluster.hasBeenUsable() ? Optional.of(clients.control()) : Optional.empty();
        return new InstanceReporter(topics.instances(), reader, producer, listener);
    }

    @Produces
    @Singleton
    InstanceReporter.Listener statusListener(
            InstanceMetrics metrics, ModelSelector selector, Drift drift, Health health, LiveTicker ticker) {
        return (status, brokerResponds) -> {
            metrics.update(status, selector.active(), drift.readings(), health.isReady() && brokerResponds);
            ticker.tick();
        };
    }
}
