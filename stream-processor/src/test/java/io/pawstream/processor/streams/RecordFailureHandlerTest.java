package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.ResultListener;
import io.pawstream.processor.pipeline.TestPipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each driver is a stream thread; its first record is images-0-0, as after an abort. */
class RecordFailureHandlerTest {

    /** Created by Streams. */
    public static final class TestHandler extends RecordFailureHandler {

        private static RecordFailures failures;
        private static ResultListener listener;

        public TestHandler() {
            super(failures, listener, TopicNames.DEFAULT.rejected());
        }
    }

    private static final RecordAddress FIRST = new RecordAddress("images", 0, 0);

    private final FakeNetwork network = new FakeNetwork();
    private final ModelCache cache = new ModelCache(this::load, 4);
    private final TestPipeline pipeline =
            new TestPipeline(new ModelSelector(cache, Selection.of("default")), TestPipeline.NO_REFERENCES);
    private final CountingListener listener = new CountingListener();
    private final RecordFailures failures = new RecordFailures(3, Clock.systemUTC());
    private final List<TestRecord<byte[], byte[]>> predicted = new ArrayList<>();
    private final List<TestRecord<byte[], byte[]>> rejected = new ArrayList<>();
    private boolean defective = true;
    private Exception defaultModelFails;

    @BeforeEach
    void provideThePartsOfTheHandler() {
        TestHandler.failures = failures;
        TestHandler.listener = listener;
    }

    @AfterEach
    void close() {
        pipeline.close();
        cache.close();
    }

    @Test
    void aRecordThatFailsAtEachAttemptIsRejectedUnchangedAfterTheLastOne() throws Exception {
        assertThatThrownBy(() -> process(defect("a"))).isInstanceOf(StreamsException.class);
        assertThat(failures.message()).isPresent();
        assertThatThrownBy(() -> process(defect("a"))).isInstanceOf(StreamsException.class);
        assertThat(rejected).isEmpty();

        process(defect("a"), image("b"));

        assertThat(rejected).hasSize(1);
        TestRecord<byte[], byte[]> record = rejected.get(0);
        TestRecord<byte[], byte[]> image = defect("a");
        assertThat(record.key()).isEqualTo(image.key());
        assertThat(record.value()).isEqualTo(image.value());
        assertThat(record.timestamp()).isEqualTo(image.timestamp());
        assertThat(record.headers().toArray()).contains(image.headers().toArray());
        Rejection rejection = Rejection.fromRecord(consumed(record));
        assertThat(rejection.reason()).isEqualTo(RejectionReason.INTERNAL_ERROR);
        assertThat(rejection.message()).isEqualTo("java.lang.IllegalStateException: set to fail");
        assertThat(rejection.input().offset()).isZero();
        assertThat(predicted).hasSize(1);
        assertThat(failures.message()).isEmpty();
        assertThat(listener.classified).isEqualTo(1);
        assertThat(listener.rejected).isEqualTo(1);
        assertThat(listener.rejections.get(0).image()).isEqualTo(new ImageIdentity("a", "test", "pet.png", "00-trace"));
        assertThat(listener.records)
                .extracting(ProcessedRecord::address, ProcessedRecord::timestampMillis)
                .containsExactly(
                        tuple(new RecordAddress("images", 0, 0), 1234L),
                        tuple(new RecordAddress("images", 0, 1), 1234L));
    }

    @Test
    void aRecordThatSucceedsAtALaterAttemptIsNotRejected() {
        assertThatThrownBy(() -> process(defect("a"))).isInstanceOf(StreamsException.class);
        assertThatThrownBy(() -> process(defect("a"))).isInstanceOf(StreamsException.class);
        defective = false;
        process(defect("a"));
        assertThat(predicted).hasSize(1);
        assertThat(rejected).isEmpty();
        assertThat(failures.message()).isEmpty();
        assertThat(failures.failed(
                        new RecordAddress("images", 0, 0), new InternalErrorException(new RuntimeException())))
                .isFalse();
    }

    @Test
    void twoSuchRecordsInOneTransactionDoNotBlockEachOther() {
        int threads = 1;
        while (rejected.size() < 2 && threads < 20) {
            rejected.clear();
            try {
                process(defect("a"), defect("b"));
            } catch (StreamsException e) {
                threads++;
            }
        }
        assertThat(rejected)
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("a", "b");
        assertThat(threads).isEqualTo(5);
    }

    @Test
    void aFailureOfTheServiceNeverRejects() {
        for (Exception failure : List.of(new ModelException("it is gone"), new IllegalStateException("it is broken"))) {
            defaultModelFails = failure;
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> process(image("a")))
                        .isInstanceOf(StreamsException.class)
                        .hasStackTraceContaining(failure.getMessage());
            }
        }
        assertThat(rejected).isEmpty();
        assertThat(failures.message()).isEmpty();

        defaultModelFails = null;
        process(image("a"));
        assertThat(predicted).hasSize(1);
        assertThat(listener.classified).isEqualTo(1);
        assertThat(listener.rejected).isZero();
    }

    @Test
    void aRecordWhosePredictionIsNotAcceptedIsRejectedWhenItIsProcessedAgain() throws Exception {
        process(image(null));
        failures.outputs().predictionFailed(FIRST, new InvalidTimestampException("out of range"));
        failures.outputs().rejectionFailed(FIRST, new InvalidRecordException("the topic is compacted"));
        assertThat(failures.message()).isPresent();

        for (int attempt = 0; attempt < 2; attempt++) {
            rejected.clear();
            process(image(null));

            assertThat(predicted).hasSize(1);
            Rejection rejection = Rejection.fromRecord(consumed(rejected.get(0)));
            assertThat(rejection.reason()).isEqualTo(RejectionReason.PREDICTION_NOT_ACCEPTED);
            assertThat(rejection.message()).isEqualTo("Kafka does not accept the prediction: out of range");
            assertThat(rejected.get(0).value()).isEqualTo(image(null).value());
            assertThat(rejected.get(0).key()).isEqualTo("images-0-0".getBytes(UTF_8));
            assertThat(rejected.get(0).getRecordTime()).isAfter(Instant.EPOCH.plus(Duration.ofDays(365)));
            assertThat(failures.message()).isEmpty();
        }
        assertThat(listener.classified).isEqualTo(1);
        assertThat(listener.rejected).isEqualTo(2);
    }

    @Test
    void aRejectionThatIsTooLargeIsWrittenWithoutItsImageWhenItIsProcessedAgain() throws MalformedEventException {
        TestRecord<byte[], byte[]> bad = image("a");
        bad = new TestRecord<>(bad.key(), new byte[] {1, 2, 3}, bad.headers(), bad.getRecordTime());
        process(bad);
        assertThat(rejected.get(0).value()).hasSize(3);
        rejected.clear();
        failures.outputs().rejectionFailed(FIRST, new RecordTooLargeException("1234567 bytes"));

        process(bad);

        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).value()).isEmpty();
        Rejection rejection = Rejection.fromRecord(consumed(rejected.get(0)));
        assertThat(rejection.reason()).isEqualTo(RejectionReason.UNSUPPORTED_FORMAT);
        assertThat(Rejection.isWithoutImage(rejected.get(0).headers())).isTrue();
        assertThat(rejected.get(0).key()).isEqualTo(bad.key());

        // Now the key or a header is too large.
        failures.outputs().rejectionFailed(FIRST, new RecordTooLargeException("1234567 bytes"));
        rejected.clear();
        process(bad);
        assertThat(rejected.get(0).key()).isNull();
        assertThat(Rejection.fromRecord(consumed(rejected.get(0))).input()).isEqualTo(rejection.input());
    }

    @Test
    void aRecordThatAlwaysFailsAndIsTooLargeIsRejectedWithoutItsImage() throws MalformedEventException {
        failures.outputs().rejectionFailed(FIRST, new RecordTooLargeException("1234567 bytes"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> process(defect("a"))).isInstanceOf(StreamsException.class);
        }
        process(defect("a"));
        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).value()).isEmpty();
        assertThat(Rejection.fromRecord(consumed(rejected.get(0))).message()).contains("set to fail");
        assertThat(Rejection.isWithoutImage(rejected.get(0).headers())).isTrue();
    }

    /** Processes records in a new thread. */
    @SafeVarargs
    private void process(TestRecord<byte[], byte[]>... images) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, TestHandler.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, TestHandler.class);
        ResultRecords records =
                new ResultRecords(new PredictionEventCodec("predictions", "test-app"), Clock.systemUTC());
        try (TopologyTestDriver driver = new TopologyTestDriver(
                ClassifyTopology.build(
                        TopicNames.DEFAULT,
                        new Prefetcher(pipeline.pipeline(), 8, 1 << 20, () -> {}, seconds -> {}, Duration.ZERO),
                        records,
                        listener,
                        failures),
                properties)) {
            try {
                for (TestRecord<byte[], byte[]> image : images) {
                    driver.createInputTopic("images", new ByteArraySerializer(), new ByteArraySerializer())
                            .pipeInput(image);
                }
            } finally {
                predicted.addAll(output(driver, "predictions"));
                rejected.addAll(output(driver, "images.rejected"));
            }
        }
    }

    private static List<TestRecord<byte[], byte[]>> output(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private LoadedModel load(String name) throws ModelException {
        if (name.equals("defective") && defective) {
            throw new IllegalStateException("set to fail");
        }
        if (defaultModelFails instanceof ModelException e) {
            throw e;
        }
        if (defaultModelFails instanceof RuntimeException e) {
            throw e;
        }
        return network.model(name);
    }

    private static TestRecord<byte[], byte[]> image(String key) {
        return new TestRecord<>(key == null ? null : key.getBytes(UTF_8), TestPngs.red(10), new RecordHeaders(), 1234L);
    }

    /** An image whose model makes the service throw an unexpected exception. */
    private static TestRecord<byte[], byte[]> defect(String key) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_specversion", "1.0".getBytes(UTF_8));
        headers.add("ce_id", key.getBytes(UTF_8));
        headers.add("ce_source", "test".getBytes(UTF_8));
        headers.add("ce_type", "any".getBytes(UTF_8));
        headers.add("ce_subject", "pet.png".getBytes(UTF_8));
        headers.add("ce_traceparent", "00-trace".getBytes(UTF_8));
        headers.add("ce_model", "defective".getBytes(UTF_8));
        headers.add(new RecordHeader("mine", new byte[] {7}));
        return new TestRecord<>(key.getBytes(UTF_8), TestPngs.red(20), headers, 1234L);
    }

    private static ConsumerRecord<byte[], byte[]> consumed(TestRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        return new ConsumerRecord<>(
                "images.rejected",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                headers,
                Optional.empty());
    }
}
