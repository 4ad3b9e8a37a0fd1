package io.pawstream.processor.service;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.model.ModelRepository;
import io.pawstream.processor.classify.ModelFault;
import io.pawstream.processor.classify.PictureClassifier;
import io.pawstream.processor.model.ModelLoader;
import io.pawstream.processor.model.ModelPool;
import io.pawstream.processor.prefetch.Prefetcher;
import io.pawstream.processor.prefetch.PrefetchingClientSupplier;
import io.pawstream.processor.reference.RetryingFetcher;
import io.pawstream.processor.stream.ClassifyTopology;
import io.pawstream.processor.stream.OutcomeRecords;
import io.pawstream.vision.image.DecodeLimits;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the parts together. They know nothing of Quarkus; this class knows all of them. */
@ApplicationScoped
class Wiring {

    private static final Logger LOG = Logger.getLogger(Wiring.class);

    @Produces
    @Singleton
    ModelFault modelFault(ProcessorConfig config) {
        return new ModelFault(config.batch().firstRetry(), config.batch().longestRetry());
    }

    @Produces
    @Singleton
    ModelPool modelPool(ProcessorConfig config) {
        DecodeLimits limits =
                new DecodeLimits(config.limits().pixels(), config.limits().bytes());
        ModelRepository repository = new ModelRepository(config.models().directory());
        return new ModelPool(
                ModelLoader.from(repository, limits), config.models().maxLoaded());
    }

    void closePool(@Disposes ModelPool pool) {
        pool.close();
    }

    @Produces
    @Singleton
    RetryingFetcher references(ProcessorConfig config, Vertx vertx, ProcessorMetrics metrics) {
        return RetryingFetcher.of(config.references().settings(config.limits()), vertx, metrics);
    }

    void closeReferences(@Disposes RetryingFetcher references) {
        references.close();
    }

    @Produces
    @Singleton
    PictureClassifier classifier(
            ProcessorConfig config,
            ModelPool models,
            RetryingFetcher references,
            ProcessorMetrics metrics,
            ModelFault fault) {
        int threads = config.batch().threads().orElse(Runtime.getRuntime().availableProcessors());
        return new PictureClassifier(
                models, config.model(), references, threads, config.batch().maxPictures(), metrics, fault);
    }

    void closeClassifier(@Disposes PictureClassifier classifier) {
        classifier.close();
    }

    @Produces
    @Singleton
    Prefetcher prefetcher(ProcessorConfig config, PictureClassifier classifier) {
        return new Prefetcher(
                classifier, config.batch().windowPictures(), config.batch().windowBytes());
    }

    @Produces
    @Singleton
    KafkaClientSupplier clients(Prefetcher prefetcher) {
        return new PrefetchingClientSupplier(prefetcher);
    }

    @Produces
    @Singleton
    Topology topology(
            ProcessorConfig config,
            Prefetcher prefetcher,
            ProcessorMetrics metrics,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        PredictionEventCodec codec = new PredictionEventCodec(config.topics().predictions(), applicationId);
        OutcomeRecords records = new OutcomeRecords(codec, Clock.systemUTC());
        return ClassifyTopology.build(config.topics().names(), prefetcher, records, metrics);
    }

    /** A stream thread that fails is replaced: its transaction aborts and its records are tried again. */
    @Produces
    @Singleton
    StreamsUncaughtExceptionHandler replaceThread() {
        return failure -> {
            LOG.errorf(failure, "a stream thread failed and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        };
    }

    /** Before the streams stop: a stream thread that waits for a failing model or host would not end otherwise. */
    void endRetries(@Observes @Priority(1) ShutdownEvent event, ModelFault fault, RetryingFetcher references) {
        fault.close();
        references.close();
    }
}
