package io.pawstream.processor.app;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelRepository;
import io.pawstream.processor.fetch.FetchConfig;
import io.pawstream.processor.fetch.RetryingFetcher;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelChoice;
import io.pawstream.processor.models.ModelLoader;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.ModelsConfig;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.observe.ModelMetrics;
import io.pawstream.processor.observe.ResultListeners;
import io.pawstream.processor.observe.StageMetrics;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.InferenceListener;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.pipeline.WorkQueue;
import io.pawstream.processor.replay.ReplayRange;
import io.pawstream.processor.streams.ClassifyTopology;
import io.pawstream.processor.streams.Prefetcher;
import io.pawstream.processor.streams.PrefetchingClientSupplier;
import io.pawstream.processor.streams.RecordFailures;
import io.pawstream.processor.streams.ResultRecords;
import io.pawstream.processor.streams.ResultWaits;
import io.pawstream.vision.image.DecodeLimits;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together. They know nothing of Quarkus; this class knows all of them. */
@ApplicationScoped
class Wiring {

    @Produces
    @Singleton
    ModelFailure modelFault(ProcessorConfig config) {
        return new ModelFailure(config.batch().firstRetry(), config.batch().longestRetry());
    }

    @Produces
    @Singleton
    ModelRepository repository(ModelsConfig config) {
        return new ModelRepository(config.directory());
    }

    @Produces
    @Singleton
    ModelCache modelPool(ProcessorConfig config, ModelsConfig modelsConfig, ModelRepository repository) {
        return new ModelCache(loader(config, repository, config.batch().maxImages()), modelsConfig.maxLoaded());
    }

    private static ModelLoader loader(ProcessorConfig config, ModelRepository repository, int maxBatch) {
        DecodeLimits limits =
                new DecodeLimits(config.limits().pixels(), config.limits().bytes());
        return ModelLoader.from(repository, limits, maxBatch);
    }

    void closePool(@Disposes ModelCache pool) {
        pool.close();
    }

    @Produces
    @Singleton
    ModelSelector selections(ProcessorConfig config, ModelCache models) {
        return new ModelSelector(models, Selection.of(config.model()));
    }

    @Produces
    @Singleton
    InitialSelection firstSelection() {
        return new InitialSelection();
    }

    @Produces
    @Singleton
    RepositoryWatcher repositoryWatch(
            ProcessorConfig config,
            ModelRepository repository,
            ModelCache models,
            ModelSelector selections,
            ModelMetrics metrics) {
        // A trial with one image: memory for whole batches is for models that classify.
        return new RepositoryWatcher(repository, loader(config, repository, 1), models, metrics, selections::retry);
    }

    void closeWatch(@Disposes RepositoryWatcher watch) {
        watch.close();
    }

    @Produces
    @Singleton
    WorkQueue queue(ProcessorConfig config) {
        return new WorkQueue(config.batch().maxImages(), config.shadow().share());
    }

    @Produces
    @Singleton
    RetryingFetcher references(FetchConfig fetchConfig, ProcessorConfig config, Vertx vertx, StageMetrics metrics) {
        return RetryingFetcher.of(fetchConfig.settings(config.limits().bytes()), vertx, metrics);
    }

    void closeReferences(@Disposes RetryingFetcher references) {
        references.close();
    }

    @Produces
    @Singleton
    ImagePipeline classifier(
            ProcessorConfig config,
            ModelSelector selections,
            RetryingFetcher references,
            WorkQueue queue,
            StageMetrics metrics,
            ModelFailure fault,
            InferenceListener listener) {
        ModelChoice choice = config.replay().isPresent() ? selections.ignoringRequestedModels() : selections;
        return new ImagePipeline(choice, references, config.batch().threadCount(), queue, metrics, fault, listener);
    }

    @Produces
    @Singleton
    Prefetcher prefetcher(ProcessorConfig config, ImagePipeline classifier) {
        return new Prefetcher(
                classifier, config.batch().windowImages(), config.batch().windowBytes());
    }

    @Produces
    @Singleton
    ReplayRange replayRange() {
        return new ReplayRange();
    }

    @Produces
    @Singleton
    KafkaClientSupplier clients(
            ProcessorConfig config,
            Prefetcher prefetcher,
            StageMetrics metrics,
            ReplayRange range,
            InitialSelection first) {
        return new PrefetchingClientSupplier(
                prefetcher,
                metrics::published,
                config.replay().isPresent() ? range : UnaryOperator.identity(),
                first::await);
    }

    @Produces
    @Singleton
    RecordFailures unforeseenFaults(ProcessorConfig config) {
        return new RecordFailures(config.unforeseen().tries(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    ResultWaits waits() {
        return new ResultWaits(System::nanoTime);
    }

    @Produces
    @Singleton
    Topology topology(
            ProcessorConfig config,
            Prefetcher prefetcher,
            ResultListeners answers,
            RecordFailures faults,
            ResultWaits waits,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        PredictionEventCodec codec = new PredictionEventCodec(config.topics().predictions(), applicationId);
        ResultRecords records = new ResultRecords(codec, Clock.systemUTC());
        return ClassifyTopology.build(config.topics().names(), prefetcher, records, answers, faults, waits);
    }

    /** Before the streams stop: a stream thread that waits for a selection, or a failing model or host, would not end otherwise. */
    void endRetries(
            @Observes @Priority(1) ShutdownEvent event,
            ModelFailure fault,
            RetryingFetcher references,
            InitialSelection firstSelection) {
        firstSelection.close();
        fault.close();
        references.close();
    }

    /** After the streams, which stop at the default priority, and before the beans that its threads use are destroyed. */
    void endClassifying(
            @Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) ShutdownEvent event, ImagePipeline classifier) {
        classifier.close();
    }
}
