package io.pawstream.processor.service;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.model.ModelRepository;
import io.pawstream.contract.model.Selection;
import io.pawstream.processor.classify.AnswerListener;
import io.pawstream.processor.classify.BatchQueue;
import io.pawstream.processor.classify.ImageClassifier;
import io.pawstream.processor.classify.ModelChoice;
import io.pawstream.processor.classify.ModelFault;
import io.pawstream.processor.metrics.ModelMetrics;
import io.pawstream.processor.metrics.StageMetrics;
import io.pawstream.processor.model.ModelLoader;
import io.pawstream.processor.model.ModelPool;
import io.pawstream.processor.model.RepositoryWatch;
import io.pawstream.processor.prefetch.Prefetcher;
import io.pawstream.processor.prefetch.PrefetchingClientSupplier;
import io.pawstream.processor.reference.RetryingFetcher;
import io.pawstream.processor.replay.ReplayRange;
import io.pawstream.processor.selection.FirstSelection;
import io.pawstream.processor.selection.Selections;
import io.pawstream.processor.stream.ClassifyTopology;
import io.pawstream.processor.stream.OutcomeRecords;
import io.pawstream.processor.stream.UnforeseenFaults;
import io.pawstream.processor.stream.Waits;
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
    ModelFault modelFault(ProcessorConfig config) {
        return new ModelFault(config.batch().firstRetry(), config.batch().longestRetry());
    }

    @Produces
    @Singleton
    ModelRepository repository(ProcessorConfig config) {
        return new ModelRepository(config.models().directory());
    }

    @Produces
    @Singleton
    ModelPool modelPool(ProcessorConfig config, ModelRepository repository) {
        return new ModelPool(
                loader(config, repository, config.batch().maxImages()),
                config.models().maxLoaded());
    }

    private static ModelLoader loader(ProcessorConfig config, ModelRepository repository, int maxBatch) {
        DecodeLimits limits =
                new DecodeLimits(config.limits().pixels(), config.limits().bytes());
        return ModelLoader.from(repository, limits, maxBatch);
    }

    void closePool(@Disposes ModelPool pool) {
        pool.close();
    }

    @Produces
    @Singleton
    Selections selections(ProcessorConfig config, ModelPool models) {
        return new Selections(models, Selection.of(config.model()));
    }

    @Produces
    @Singleton
    FirstSelection firstSelection() {
        return new FirstSelection();
    }

    @Produces
    @Singleton
    RepositoryWatch repositoryWatch(
            ProcessorConfig config,
            ModelRepository repository,
            ModelPool models,
            Selections selections,
            ModelMetrics metrics) {
        // A trial with one image: memory for whole batches is for models that classify.
        return new RepositoryWatch(repository, loader(config, repository, 1), models, metrics, selections::retry);
    }

    void closeWatch(@Disposes RepositoryWatch watch) {
        watch.close();
    }

    @Produces
    @Singleton
    BatchQueue queue(ProcessorConfig config) {
        return new BatchQueue(config.batch().maxImages(), config.shadow().share());
    }

    @Produces
    @Singleton
    RetryingFetcher references(ProcessorConfig config, Vertx vertx, StageMetrics metrics) {
        return RetryingFetcher.of(config.references().settings(config.limits()), vertx, metrics);
    }

    void closeReferences(@Disposes RetryingFetcher references) {
        references.close();
    }

    @Produces
    @Singleton
    ImageClassifier classifier(
            ProcessorConfig config,
            Selections selections,
            RetryingFetcher references,
            BatchQueue queue,
            StageMetrics metrics,
            ModelFault fault,
            AnswerListener listener) {
        ModelChoice choice = config.replay().isPresent() ? selections.whateverEventsAskFor() : selections;
        return new ImageClassifier(choice, references, config.batch().threadCount(), queue, metrics, fault, listener);
    }

    @Produces
    @Singleton
    Prefetcher prefetcher(ProcessorConfig config, ImageClassifier classifier) {
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
            FirstSelection first) {
        return new PrefetchingClientSupplier(
                prefetcher,
                metrics::published,
                config.replay().isPresent() ? range : UnaryOperator.identity(),
                first::await);
    }

    @Produces
    @Singleton
    UnforeseenFaults unforeseenFaults(ProcessorConfig config) {
        return new UnforeseenFaults(config.unforeseen().tries(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    Waits waits() {
        return new Waits(System::nanoTime);
    }

    @Produces
    @Singleton
    Topology topology(
            ProcessorConfig config,
            Prefetcher prefetcher,
            AnswerReport answers,
            UnforeseenFaults faults,
            Waits waits,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        PredictionEventCodec codec = new PredictionEventCodec(config.topics().predictions(), applicationId);
        OutcomeRecords records = new OutcomeRecords(codec, Clock.systemUTC());
        return ClassifyTopology.build(config.topics().names(), prefetcher, records, answers, faults, waits);
    }

    /** Before the streams stop: a stream thread that waits for a selection, or a failing model or host, would not end otherwise. */
    void endRetries(
            @Observes @Priority(1) ShutdownEvent event,
            ModelFault fault,
            RetryingFetcher references,
            FirstSelection firstSelection) {
        firstSelection.close();
        fault.close();
        references.close();
    }

    /** After the streams, which stop at the default priority, and before the beans that its threads use are destroyed. */
    void endClassifying(
            @Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) ShutdownEvent event, ImageClassifier classifier) {
        classifier.close();
    }
}
