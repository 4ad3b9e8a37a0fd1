package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.TestPipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Image records and the records they become. Batches and commits need a broker; see {@code integration-tests}. */
class ClassifyTopologyTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final ModelCache cache = new ModelCache(name -> new FakeNetwork().model(name), 4);
    private final ModelSelector selector = new ModelSelector(cache, Selection.of("default"));
    private final TestPipeline pipeline = new TestPipeline(selector, TestPipeline.NO_REFERENCES);
    private final CountingListener listener = new CountingListener();
    private int misses;
    private final TopologyTestDriver driver = new TopologyTestDriver(
            ClassifyTopology.build(
                    TopicNames.DEFAULT,
                    new Prefetcher(
                            pipeline.pipeline(), 8, 1 << 20, () -> misses++, seconds -> {}, Duration.ofMillis(10)),
                    new ResultRecords(
                            new PredictionEventCodec(TopicNames.DEFAULT.predictions(), "test-app"),
                            Clock.fixed(NOW, ZoneOffset.UTC)),
                    listener,
                    new RecordFailures(3, Clock.systemUTC())),
            new Properties());
    private final TestInputTopic<byte[], byte[]> images =
            driver.createInputTopic("images", new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<byte[], byte[]> predictions =
            driver.createOutputTopic("predictions", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final TestOutputTopic<byte[], byte[]> rejected =
            driver.createOutputTopic("images.rejected", new ByteArrayDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        driver.close();
        pipeline.close();
        cache.close();
    }

    @Test
    void anImageBecomesAPredictionWithItsKeyAndTimestamp() throws Exception {
        images.pipeInput(imageEvent("id-1", TestPngs.red(204), null));
        TestRecord<byte[], byte[]> record = predictions.readRecord();
        assertThat(record.key()).isEqualTo("id-1".getBytes(UTF_8));
        assertThat(record.timestamp()).isEqualTo(1234L);
        PredictionEvent prediction = PredictionEventCodec.fromRecord(consumed("predictions", record));
        assertThat(prediction.imageId()).isEqualTo("id-1");
        assertThat(prediction.source()).isEqualTo("test");
        assertThat(prediction.subject()).isEqualTo("pet.png");
        assertThat(prediction.label()).isEqualTo("dog");
        assertThat(prediction.probability()).isEqualTo(0.8, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(prediction.top())
                .extracting(PredictionEvent.ClassProbability::label)
                .containsExactly("dog", "cat");
        assertThat(prediction.top().get(1).probability()).isEqualTo(0.2, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(prediction.model().name()).isEqualTo("default");
        assertThat(prediction.selectionRevision()).isEqualTo(-1);
        assertThat(prediction.input()).isEqualTo(new RecordAddress("images", 0, 0));
        assertThat(header(record.headers(), "ce_traceparent")).isEqualTo("00-trace");
        assertThat(header(record.headers(), "ce_time")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(rejected.isEmpty()).isTrue();
    }

    @Test
    void theEventMayRequestAModel() throws Exception {
        images.pipeInput(imageEvent("id-1", TestPngs.red(10), "special"));
        PredictionEvent prediction = PredictionEventCodec.fromRecord(consumed("predictions", predictions.readRecord()));
        assertThat(prediction.model().name()).isEqualTo("special");
        assertThat(prediction.label()).isEqualTo("cat");
    }

    @Test
    void aPredictionNamesTheModelAndTheRevisionThatMadeIt() throws Exception {
        selector.select(5, new Selection("default", new TrafficShare("canary", 1, null), null));
        images.pipeInput(imageEvent("id-1", TestPngs.red(10), null));
        images.pipeInput(imageEvent("id-2", TestPngs.red(10), "special"));
        PredictionEvent first = PredictionEventCodec.fromRecord(consumed("predictions", predictions.readRecord()));
        PredictionEvent second = PredictionEventCodec.fromRecord(consumed("predictions", predictions.readRecord()));
        assertThat(first.model().name()).isEqualTo("canary");
        assertThat(first.selectionRevision()).isEqualTo(5);
        assertThat(second.model().name()).isEqualTo("special");
    }

    @Test
    void theSameRecordGivesTheSameIdWhenItIsProcessedAgain() {
        images.pipeInput(imageEvent("id-1", TestPngs.red(10), null));
        images.pipeInput(imageEvent("id-1", TestPngs.red(10), null));
        String id = header(predictions.readRecord().headers(), "ce_id");
        assertThat(header(predictions.readRecord().headers(), "ce_id")).isEqualTo(id);
    }

    @Test
    void anInvalidImageBecomesARejectionWithItsValueAndHeaders() throws Exception {
        byte[] html = "<html>".getBytes(UTF_8);
        images.pipeInput(imageEvent("id-2", html, null));
        TestRecord<byte[], byte[]> record = rejected.readRecord();
        assertThat(record.key()).isEqualTo("id-2".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(html);
        assertThat(header(record.headers(), "ce_subject")).isEqualTo("pet.png");
        Rejection rejection = Rejection.fromRecord(consumed("images.rejected", record));
        assertThat(rejection.imageId()).isEqualTo("id-2");
        assertThat(rejection.reason()).isEqualTo(RejectionReason.UNSUPPORTED_FORMAT);
        assertThat(rejection.input()).isEqualTo(new RecordAddress("images", 0, 0));
        assertThat(predictions.isEmpty()).isTrue();
    }

    @Test
    void aRejectionHasTheHeadersOfADeadLetterQueueOfKafkaStreams() {
        images.pipeInput(imageEvent("id-2", "<html>".getBytes(UTF_8), null));
        Headers headers = rejected.readRecord().headers();
        assertThat(header(headers, ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME))
                .isEqualTo("unsupported-format");
        assertThat(header(headers, ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME))
                .isEqualTo(header(headers, "rejection-message"));
        assertThat(header(headers, ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME))
                .isEqualTo("images");
        assertThat(header(headers, ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME))
                .isEqualTo("0");
        assertThat(header(headers, ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME))
                .isEqualTo("0");
    }

    @Test
    void anImageThatCannotBeFetchedBecomesARejectionWithItsReference() throws Exception {
        ImageEvent event = new ImageEvent("id-3", "test", null, null, null, null, "file:/no.jpg", null, new byte[0]);
        ProducerRecord<byte[], byte[]> published = ImageEventCodec.toRecord("images", event);
        images.pipeInput(new TestRecord<>(published.key(), published.value(), published.headers(), 1L));
        TestRecord<byte[], byte[]> record = rejected.readRecord();
        assertThat(record.value()).isEmpty();
        assertThat(header(record.headers(), "ce_dataref")).isEqualTo("file:/no.jpg");
        assertThat(header(record.headers(), "rejection-stage")).isEqualTo("reference");
        assertThat(header(record.headers(), "rejection-reason")).isEqualTo("reference-not-found");
        assertThat(header(record.headers(), "rejection-message")).isEqualTo("file:/no.jpg does not exist");
    }

    @Test
    void aRecordWithoutKeyHeadersOrValueDoesNotStopTheStream() throws Exception {
        images.pipeInput(new TestRecord<>(null, TestPngs.red(10)));
        images.pipeInput(new TestRecord<>(null, null));
        PredictionEvent prediction = PredictionEventCodec.fromRecord(consumed("predictions", predictions.readRecord()));
        assertThat(prediction.imageId()).isEqualTo("images-0-0");
        Rejection rejection = Rejection.fromRecord(consumed("images.rejected", rejected.readRecord()));
        assertThat(rejection.reason()).isEqualTo(RejectionReason.EMPTY);
        assertThat(rejection.imageId()).isEqualTo("images-0-1");
    }

    @Test
    void eachRecordHasOneResultInOrder() {
        for (int i = 0; i < 10; i++) {
            images.pipeInput(imageEvent("id-" + i, i % 3 == 0 ? new byte[] {1} : TestPngs.red(i), null));
        }
        assertThat(listener.classified).isEqualTo(6);
        assertThat(listener.rejected).isEqualTo(4);
        assertThat(listener.records)
                .extracting(ProcessedRecord::address)
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(i -> new RecordAddress("images", 0, i))
                        .toList());
        assertThat(listener.records).allSatisfy(record -> {
            assertThat(record.timestampMillis()).isEqualTo(1234L);
            assertThat(record.processedMillis()).isBetween(NOW.toEpochMilli(), System.currentTimeMillis());
        });
        assertThat(listener.rejections)
                .extracting(result -> result.image().id())
                .containsExactly("id-0", "id-3", "id-6", "id-9");
        // The driver has no consumer, so nothing was prefetched.
        assertThat(misses).isEqualTo(10);
    }

    private static TestRecord<byte[], byte[]> imageEvent(String id, byte[] data, String model) {
        ImageEvent event = new ImageEvent(id, "test", "pet.png", null, "image/png", model, null, "00-trace", data);
        ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord("images", event);
        return new TestRecord<>(record.key(), record.value(), record.headers(), 1234L);
    }

    private static ConsumerRecord<byte[], byte[]> consumed(String topic, TestRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
