package io.pawstream.processor.app;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import io.pawstream.processor.fetch.FetchConfig;
import io.pawstream.processor.fetch.RetryingFetcher;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelChoice;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.observe.ProcessMemory;
import io.pawstream.processor.observe.ResultListeners;
import io.pawstream.processor.observe.ShadowCounters;
import io.pawstream.processor.observe.StageMetrics;
import io.pawstream.processor.pipeline.BatchConfig;
import io.pawstream.processor.pipeline.Deadlines;
import io.pawstream.processor.pipeline.DecodeMemory;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.InferenceConfig;
import io.pawstream.processor.pipeline.InferenceListener;
import io.pawstream.processor.pipeline.InferenceWorker;
import io.pawstream.processor.pipeline.InferenceWorkers;
import io.pawstream.processor.pipeline.LimitsConfig;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.pipeline.PendingImage;
import io.pawstream.processor.pipeline.PredictionsConfig;
import io.pawstream.processor.pipeline.WorkQueue;
import io.pawstream.processor.shadow.Shadow;
import io.pawstream.processor.shadow.ShadowConfig;
import io.pawstream.processor.shadow.ShadowMetrics;
import io.pawstream.processor.shadow.ShadowPublisher;
import io.pawstream.processor.streams.TopicsConfig;
import io.pawstream.vision.inference.InferenceDevice;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.FloatBuffer;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the beans of the packages {@code fetch}, {@code pipeline} and {@code shadow}. */
@ApplicationScoped
class PipelineWiring {

    @Produces
    @Singleton
    RetryingFetcher fetcher(FetchConfig config, LimitsConfig limits, Vertx vertx, StageMetrics metrics) {
        return RetryingFetcher.of(config.settings(limits.maxBytes()), vertx, metrics::fetched);
    }

    @Produces
    @Singleton
    ModelFailure modelFailure(InferenceConfig config) {
        return new ModelFailure(config.retryBackoff(), config.retryBackoffMax());
    }

    @Produces
    @Singleton
    WorkQueue queue(ProcessorConfig processor, BatchConfig batch, InferenceConfig inference, ShadowConfig shadow) {
        InferenceDevice device = processor.device();
        return new WorkQueue(batch.maxImages(device), inference.parallelBatches(device), shadow.maxCpuShare());
    }

    @Produces
    @Singleton
    DecodeMemory decodeMemory(LimitsConfig limits) {
        return new DecodeMemory(limits.decodeMemory()
                .orElse(DecodeMemory.defaultBytes(
                        ProcessMemory.limitBytes(), Runtime.getRuntime().maxMemory())));
    }

    @Produces
    @Singleton
    ImagePipeline pipeline(
            Instance<ModelChoice> models,
            RetryingFetcher fetcher,
            WorkQueue queue,
            DecodeMemory memory,
            Instance<Deadlines> deadlines) {
        return new ImagePipeline(models.get(), fetcher, queue, memory, deadlines.get());
    }

    @Produces
    @Singleton
    InferenceWorkers workers(
            InferenceConfig config,
            WorkQueue queue,
            Instance<ModelChoice> models,
            ModelFailure failure,
            InferenceListener inferences,
            PredictionsConfig predictions,
            ResultListeners results,
            Termination termination) {
        ModelChoice choice = models.get();
        return new InferenceWorkers(
                config.workerCount(),
                queue,
                failure,
                () -> new InferenceWorker(queue, choice, failure, inferences, results, predictions.top()),
                termination::threadDied);
    }

    @Produces
    @Singleton
    ShadowPublisher shadowPublisher(
            KafkaClients clients,
            TopicsConfig topics,
            ShadowCounters counters,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        PredictionEventCodec codec = new PredictionEventCodec(topics.shadow(), applicationId);
        return new ShadowPublisher(clients::shadow, codec, new CountingShadow(counters), Clock.systemUTC());
    }

    @Produces
    @Singleton
    InferenceListener inferences(
            ModelSelector selector,
            ModelCache models,
            WorkQueue queue,
            DecodeMemory memory,
            ShadowPublisher publisher,
            ShadowCounters counters,
            StageMetrics stages) {
        ShadowMetrics metrics = new CountingShadow(counters);
        return new Inferences(new Shadow(selector, models, queue, memory, publisher, metrics), stages);
    }

    /** Counts batches and passes predictions to the shadow model. */
    private record Inferences(Shadow shadow, StageMetrics stages) implements InferenceListener {

        @Override
        public void batchInferred(int images) {
            stages.batchInferred(images);
        }

        @Override
        public void inferred(PendingImage image, Prediction prediction, FloatBuffer probabilities) {
            shadow.inferred(image, prediction, probabilities);
        }
    }

    /** Connects the shadow model to its counters, so that the packages do not depend on each other. */
    private record CountingShadow(ShadowCounters counters) implements ShadowMetrics {

        @Override
        public void predicted(ModelCard live, ModelCard shadow, boolean agrees, double difference) {
            counters.predicted(live.name(), shadow.name(), agrees, difference);
        }

        @Override
        public void dropped() {
            counters.dropped();
        }

        @Override
        public void publishFailed() {
            counters.publishFailed();
        }
    }
}
