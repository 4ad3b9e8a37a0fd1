package io.pawstream.processor.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.observe.ResultListeners;
import io.pawstream.processor.observe.StageMetrics;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.InferenceConfig;
import io.pawstream.processor.pipeline.LimitsConfig;
import io.pawstream.processor.streams.ClassifyTopology;
import io.pawstream.processor.streams.ClientHooks;
import io.pawstream.processor.streams.ClusterWatch;
import io.pawstream.processor.streams.CommitConfig;
import io.pawstream.processor.streams.CommitProgress;
import io.pawstream.processor.streams.GroupCheck;
import io.pawstream.processor.streams.InternalErrorConfig;
import io.pawstream.processor.streams.PrefetchConfig;
import io.pawstream.processor.streams.Prefetcher;
import io.pawstream.processor.streams.PrefetchingClientSupplier;
import io.pawstream.processor.streams.RecordFailures;
import io.pawstream.processor.streams.RecordLimits;
import io.pawstream.processor.streams.RecordState;
import io.pawstream.processor.streams.ResultRecords;
import io.pawstream.processor.streams.StreamThreadFailure;
import io.pawstream.processor.streams.StreamsHealth;
import io.pawstream.processor.streams.TopicCheck;
import io.pawstream.processor.streams.TopicsConfig;
import io.pawstream.processor.streams.UncommittedResults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the beans of the package {@code streams}. */
@ApplicationScoped
class StreamsWiring {

    private static final String SETTINGS_PREFIX = "kafka-streams.";

    @Produces
    @Singleton
    StartChecks.Kafka kafka(
            @ConfigProperty(name = "quarkus.kafka-streams.bootstrap-servers") String bootstrapServers, Config config) {
        Map<String, String> settings = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(SETTINGS_PREFIX)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> settings.put(name.substring(SETTINGS_PREFIX.length()), value));
            }
        }
        return new StartChecks.Kafka(bootstrapServers, settings);
    }

    @Produces
    @Singleton
    Prefetcher prefetcher(
            PrefetchConfig config,
            CommitConfig commits,
            InferenceConfig inference,
            ImagePipeline pipeline,
            StageMetrics metrics) {
        return new Prefetcher(
                pipeline,
                config.maxImages(inference.workerCount()),
                config.maxBytes(),
                metrics::prefetchMissed,
                metrics::processed,
                commits.minInterval());
    }

    @Produces
    @Singleton
    ClientHooks hooks(
            InitialSelection initial, Instance<PollFilter> filter, TopicsConfig topics, StageMetrics metrics) {
        return new ClientHooks(
                initial::await, filter.get(), GroupCheck.clientIdSuffix(topics.names()), metrics, metrics::recordsLost);
    }

    @Produces
    @Singleton
    KafkaClientSupplier clients(
            Prefetcher prefetcher,
            RecordFailures failures,
            CommitProgress progress,
            UncommittedResults results,
            ClientHooks hooks,
            TopicsConfig topics,
            RecordLimits limits) {
        RecordState state = new RecordState(prefetcher, failures, progress, results);
        return new PrefetchingClientSupplier(state, hooks, topics.images(), limits);
    }

    @Produces
    @Singleton
    UncommittedResults results(ResultListeners listeners, StageMetrics metrics) {
        return new UncommittedResults(listeners, metrics);
    }

    @Produces
    @Singleton
    RecordLimits recordLimits(
            LimitsConfig limits, @ConfigProperty(name = "kafka-streams.num.stream.threads") int threads) {
        return RecordLimits.of(limits.maxBytes(), Runtime.getRuntime().maxMemory(), threads);
    }

    @Produces
    @Singleton
    RecordFailures recordFailures(InternalErrorConfig config) {
        return new RecordFailures(config.maxAttempts(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    CommitProgress progress(MeterRegistry registry) {
        CommitProgress progress = new CommitProgress(System::nanoTime);
        Gauge.builder("pawstream.commit.stalled", progress, CommitProgress::stalledSeconds)
                .description("longest time for which the committed offset of a partition has not moved while its polled"
                        + " records wait")
                .baseUnit("seconds")
                .register(registry);
        return progress;
    }

    @Produces
    @Singleton
    StreamThreadFailure threadFailure(
            @ConfigProperty(name = "quarkus.kafka-streams.bootstrap-servers") String bootstrapServers) {
        return new StreamThreadFailure(bootstrapServers);
    }

    @Produces
    @Singleton
    ClusterWatch cluster(
            KafkaClients clients,
            TopicsConfig topics,
            Instance<RequiredTopics> required,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId,
            @ConfigProperty(name = "quarkus.kafka-streams.bootstrap-servers") String bootstrapServers) {
        TopicNames names = topics.names();
        Admin admin = clients.cluster();
        return new ClusterWatch(
                bootstrapServers,
                List.of(
                        new TopicCheck(admin, names, required.get().names(), bootstrapServers),
                        new GroupCheck(admin, applicationId, names)));
    }

    @Produces
    @Singleton
    Topology topology(
            TopicsConfig topics,
            Prefetcher prefetcher,
            UncommittedResults results,
            RecordFailures failures,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        PredictionEventCodec codec = new PredictionEventCodec(topics.predictions(), applicationId);
        ResultRecords records = new ResultRecords(codec, Clock.systemUTC());
        return ClassifyTopology.build(topics.names(), prefetcher, records, results, failures);
    }

    @Produces
    @Singleton
    StreamsHealth health(
            KafkaStreams streams,
            StreamsConfig config,
            StreamThreadFailure threadFailure,
            RecordFailures recordFailures,
            CommitProgress progress) {
        int threads = config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
        return new StreamsHealth(streams, threads, threadFailure, recordFailures, progress, System::nanoTime);
    }
}
