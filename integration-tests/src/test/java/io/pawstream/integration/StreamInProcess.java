package io.pawstream.integration;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelLoader;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.WorkQueue;
import io.pawstream.processor.streams.ClassifyTopology;
import io.pawstream.processor.streams.Prefetcher;
import io.pawstream.processor.streams.PrefetchingClientSupplier;
import io.pawstream.processor.streams.RecordFailureHandler;
import io.pawstream.processor.streams.RecordFailures;
import io.pawstream.processor.streams.ResultRecords;
import io.pawstream.processor.streams.ResultWaits;
import io.pawstream.processor.streams.StreamMetrics;
import io.pawstream.vision.image.DecodeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** The processor's stream in this process, with its own settings and without Quarkus, so that a test can make it fail. */
final class StreamInProcess implements AutoCloseable {

    /** Made by Kafka Streams; there is one stream at a time. */
    public static final class Handler extends RecordFailureHandler {

        private static RecordFailures faults;
        private static StreamMetrics metrics;

        public Handler() {
            super(faults, metrics, TopicNames.DEFAULT.rejected());
        }
    }

    /** Is asked before a model is loaded, by the name that events ask for. */
    @FunctionalInterface
    interface BeforeLoad {
        void load(String name) throws ModelException;
    }

    private final RecordFailures faults = new RecordFailures(3, Clock.systemUTC());
    private final Counts counts = new Counts();
    private final ModelCache models;
    private final ImagePipeline classifier;
    private final KafkaStreams streams;
    private volatile Runnable onFailure = () -> {};

    @SuppressWarnings("StaticAssignmentInConstructor") // The only way to what Kafka Streams makes by its class.
    StreamInProcess(String bootstrap, BeforeLoad beforeLoad) throws IOException {
        ModelLoader loader =
                ModelLoader.from(new ModelRepository(Pipeline.HOME.resolve("models")), DecodeLimits.DEFAULT, 8);
        models = new ModelCache(
                name -> {
                    beforeLoad.load(name);
                    return loader.load(name);
                },
                4);
        classifier = new ImagePipeline(
                new ModelSelector(models, Selection.of("model1")),
                address -> {
                    throw new IllegalArgumentException("no event of this test holds an address, but one is " + address);
                },
                1,
                new WorkQueue(8, 1),
                images -> {},
                new ModelFailure(Duration.ofMillis(100), Duration.ofSeconds(1)),
                (image, probability) -> {});
        Prefetcher prefetcher = new Prefetcher(classifier, 64, 32 << 20);
        ResultRecords records = new ResultRecords(
                new PredictionEventCodec(TopicNames.DEFAULT.predictions(), "in-process"), Clock.systemUTC());
        Handler.faults = faults;
        Handler.metrics = counts;
        streams = new KafkaStreams(
                ClassifyTopology.build(
                        TopicNames.DEFAULT, prefetcher, records, counts, faults, new ResultWaits(System::nanoTime)),
                settings(bootstrap),
                new PrefetchingClientSupplier(prefetcher, seconds -> {}, UnaryOperator.identity(), () -> {}));
        streams.setUncaughtExceptionHandler(failure -> {
            onFailure.run();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
    }

    /** Those of the service. */
    private static Properties settings(String bootstrap) throws IOException {
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
        return settings;
    }

    /** Is run each time that a stream thread fails. */
    void onFailure(Runnable action) {
        onFailure = action;
    }

    RecordFailures faults() {
        return faults;
    }

    int received() {
        return counts.received.get();
    }

    int classified() {
        return counts.classified.get();
    }

    int rejected() {
        return counts.rejected.get();
    }

    @Override
    public void close() {
        streams.close();
        classifier.close();
        models.close();
    }

    private static final class Counts implements StreamMetrics {

        private final AtomicInteger received = new AtomicInteger();
        private final AtomicInteger classified = new AtomicInteger();
        private final AtomicInteger rejected = new AtomicInteger();

        @Override
        public void received() {
            received.incrementAndGet();
        }

        @Override
        public void prefetchMissed() {}

        @Override
        public void classified(Classified outcome, String label, long timestampMillis) {
            classified.incrementAndGet();
        }

        @Override
        public void rejected(Rejected outcome, ConsumerRecord<byte[], byte[]> rejection) {
            rejected.incrementAndGet();
        }
    }
}
