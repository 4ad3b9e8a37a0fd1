package io.pawstream.integration;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.fetch.ImageFetcher;
import io.pawstream.processor.models.BatchLimits;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelLoader;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.pipeline.Deadlines;
import io.pawstream.processor.pipeline.DecodeMemory;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.InferenceListener;
import io.pawstream.processor.pipeline.InferenceWorker;
import io.pawstream.processor.pipeline.InferenceWorkers;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import io.pawstream.processor.pipeline.WaitListener;
import io.pawstream.processor.pipeline.WorkQueue;
import io.pawstream.processor.streams.ClassifyTopology;
import io.pawstream.processor.streams.ClientHooks;
import io.pawstream.processor.streams.CommitProgress;
import io.pawstream.processor.streams.Prefetcher;
import io.pawstream.processor.streams.PrefetchingClientSupplier;
import io.pawstream.processor.streams.RecordFailureHandler;
import io.pawstream.processor.streams.RecordFailures;
import io.pawstream.processor.streams.RecordLimits;
import io.pawstream.processor.streams.RecordState;
import io.pawstream.processor.streams.ResultRecords;
import io.pawstream.processor.streams.UncommittedResults;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.inference.InferenceDevice;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** The stream of the processor in this process, with its settings and without Quarkus, so that a test can make it fail. */
final class StreamInProcess implements AutoCloseable {

    /** Created by Kafka Streams; there is one stream at a time. */
    public static final class Handler extends RecordFailureHandler {

        private static RecordFailures failures;
        private static ResultListener listener;

        public Handler() {
            super(failures, listener, TopicNames.DEFAULT.rejected());
        }
    }

    /** Runs before a model is loaded. */
    @FunctionalInterface
    interface BeforeLoad {
        /** Receives the name of the model. */
        void load(String name) throws ModelException;
    }

    private final RecordFailures failures = new RecordFailures(3, Clock.systemUTC());
    private final Counts counts = new Counts();
    private final ModelCache models;
    private final InferenceWorkers workers;
    private final KafkaStreams streams;
    private final AtomicLong lost = new AtomicLong();
    private volatile Runnable onFailure = () -> {};

    StreamInProcess(String bootstrap, BeforeLoad beforeLoad) throws IOException {
        this(bootstrap, beforeLoad, StreamInProcess::noReference, Map.of());
    }

    /**
     * Starts the stream.
     *
     * @param fetcher fetches images by reference
     * @param overrides settings of Kafka Streams in addition to those of the service
     */
    @SuppressWarnings("StaticAssignmentInConstructor") // Kafka Streams creates the handler by class.
    StreamInProcess(String bootstrap, BeforeLoad beforeLoad, ImageFetcher fetcher, Map<String, String> overrides)
            throws IOException {
        ModelLoader loader = ModelLoader.from(
                new ModelRepository(Pipeline.HOME.resolve("models")),
                DecodeLimits.DEFAULT,
                new BatchLimits(8, 1, Long.MAX_VALUE, Long.MAX_VALUE, () -> 0),
                InferenceDevice.CPU);
        models = new ModelCache(
                name -> {
                    beforeLoad.load(name);
                    return loader.load(name);
                },
                4);
        ModelSelector selector = new ModelSelector(models, Selection.of("model1"));
        WorkQueue queue = new WorkQueue(8, 1, 1);
        ModelFailure modelFailure = new ModelFailure(Duration.ofMillis(100), Duration.ofSeconds(1));
        workers = new InferenceWorkers(
                1,
                queue,
                modelFailure,
                () -> new InferenceWorker(queue, selector, modelFailure, InferenceListener.NONE, counts, 5),
                (thread, failure) -> counts.workerDeaths.incrementAndGet());
        ImagePipeline pipeline = new ImagePipeline(
                selector,
                fetcher,
                queue,
                new DecodeMemory(100_000_000),
                Deadlines.of(Optional.empty(), Clock.systemUTC()));
        Prefetcher prefetcher = new Prefetcher(pipeline, 64, 32 << 20, () -> {}, seconds -> {}, Duration.ofMillis(10));
        UncommittedResults results = new UncommittedResults(counts, WaitListener.NONE);
        ResultRecords records = new ResultRecords(
                new PredictionEventCodec(TopicNames.DEFAULT.predictions(), "in-process"), Clock.systemUTC());
        Handler.failures = failures;
        Handler.listener = results;
        streams = new KafkaStreams(
                ClassifyTopology.build(TopicNames.DEFAULT, prefetcher, records, results, failures),
                settings(bootstrap, overrides),
                new PrefetchingClientSupplier(
                        new RecordState(prefetcher, failures, new CommitProgress(System::nanoTime), results),
                        new ClientHooks(() -> true, UnaryOperator.identity(), "", WaitListener.NONE, lost::addAndGet),
                        TopicNames.DEFAULT.images(),
                        RecordLimits.of(67_108_864, Runtime.getRuntime().maxMemory(), 2)));
        streams.setUncaughtExceptionHandler(failure -> {
            onFailure.run();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
    }

    private static CompletableFuture<FetchResult> noReference(String reference) {
        throw new IllegalArgumentException("no event of this test has a reference, but one is " + reference);
    }

    /** Settings of the service. */
    private static Properties settings(String bootstrap, Map<String, String> overrides) throws IOException {
        Properties service = new Properties();
        try (InputStream file = ClassifyTopology.class.getResourceAsStream("/application.properties")) {
            service.load(file);
        }
        Properties settings = new Properties();
        String prefix = "kafka-streams.";
        service.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> settings.put(name.substring(prefix.length()), service.getProperty(name)));
        settings.put("bootstrap.servers", bootstrap);
        settings.put("application.id", "in-process");
        settings.put("processing.exception.handler", Handler.class);
        settings.put("production.exception.handler", Handler.class);
        settings.putAll(overrides);
        return settings;
    }

    /** Sets what runs each time that a stream thread fails. */
    void onFailure(Runnable action) {
        onFailure = action;
    }

    RecordFailures failures() {
        return failures;
    }

    /** Number of records that were deleted before they were read. */
    long lost() {
        return lost.get();
    }

    int classified() {
        return counts.classified.get();
    }

    int rejected() {
        return counts.rejected.get();
    }

    int workerDeaths() {
        return counts.workerDeaths.get();
    }

    @Override
    public void close() {
        streams.close();
        workers.close();
        models.close();
    }

    private static final class Counts implements ResultListener {

        private final AtomicInteger classified = new AtomicInteger();
        private final AtomicInteger rejected = new AtomicInteger();
        private final AtomicInteger workerDeaths = new AtomicInteger();

        @Override
        public void classified(Classified result, ProcessedRecord record) {
            classified.incrementAndGet();
        }

        @Override
        public void rejected(Rejected result, ProcessedRecord record) {
            rejected.incrementAndGet();
        }
    }
}
