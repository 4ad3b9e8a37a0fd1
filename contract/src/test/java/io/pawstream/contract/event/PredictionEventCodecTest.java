package io.pawstream.contract.event;

import static io.pawstream.contract.event.TestEvents.TIME;
import static io.pawstream.contract.event.TestRecords.arrived;
import static io.pawstream.contract.event.TestRecords.record;
import static io.pawstream.contract.event.TestRecords.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionEventCodecTest {

    private final PredictionEventCodec codec = new PredictionEventCodec("predictions", "pawstream");

    @Test
    void aPredictionIsReadBackUnchanged() throws Exception {
        for (PredictionEvent event : List.of(TestEvents.prediction(), TestEvents.predictionWithoutOptions())) {
            ProducerRecord<byte[], byte[]> sent = codec.toRecord(new byte[] {9}, event, null, TIME);

            assertThat(PredictionEventCodec.fromRecord(arrived(sent))).isEqualTo(event);
        }
    }

    @Test
    void theRecordHasTheOutputTopicAndTheKeyOfTheImage() {
        ProducerRecord<byte[], byte[]> sent = codec.toRecord(new byte[] {9}, TestEvents.prediction(), null, TIME);

        assertThat(sent.topic()).isEqualTo("predictions");
        assertThat(sent.key()).containsExactly(9);
        assertThat(codec.toRecord(null, TestEvents.prediction(), null, TIME).key())
                .isNull();
    }

    @Test
    void headersAreTheAttributesOfTheCloudEvent() {
        PredictionEvent event = TestEvents.prediction();
        Map<String, String> headers =
                texts(codec.toRecord(null, event, TestEvents.TRACEPARENT, TIME).headers());

        assertThat(headers)
                .containsOnly(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", headers.get("ce_id")),
                        entry("ce_source", "pawstream:processor/pawstream"),
                        entry("ce_type", "io.pawstream.prediction.v1"),
                        entry("ce_subject", "PetImages/Cat/17.jpg"),
                        entry("ce_time", "2026-03-01T12:00:00.123456Z"),
                        entry("content-type", "application/json"),
                        entry("ce_traceparent", TestEvents.TRACEPARENT));
        assertThat(texts(codec.toRecord(null, TestEvents.predictionWithoutOptions(), null, TIME)
                        .headers()))
                .containsOnlyKeys("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "content-type");
    }

    @Test
    void theCloudEventsSdkReadsIt() {
        ProducerRecord<byte[], byte[]> sent =
                codec.toRecord(null, TestEvents.prediction(), TestEvents.TRACEPARENT, TIME);

        CloudEvent event = KafkaMessageFactory.createReader(arrived(sent)).toEvent();

        assertThat(event.getType()).isEqualTo(PredictionEvent.TYPE);
        assertThat(event.getTime()).isEqualTo(TIME);
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getData().toBytes()).isEqualTo(PredictionEventCodec.toJson(TestEvents.prediction()));
    }

    @Test
    void theIdIsAVersionFiveUuidAndStableWhenAnImageIsProcessedAgain() {
        String id = id("predictions", "pawstream", TestEvents.prediction());

        assertThat(UUID.fromString(id).version()).isEqualTo(5);
        assertThat(id("predictions", "pawstream", TestEvents.predictionWithoutOptions()))
                .isEqualTo(id);
    }

    @Test
    void theIdDiffersByTopicApplicationSourceAndImage() {
        PredictionEvent event = TestEvents.prediction();
        Stream<String> ids = Stream.of(
                id("predictions", "pawstream", event),
                id("predictions.shadow", "pawstream", event),
                id("predictions", "pawstream-replay", event),
                id("predictions", "pawstream", of("other", event.source())),
                id("predictions", "pawstream", of(event.imageId(), "other")),
                id("predictions", "pawstream", of(event.source(), event.imageId())));

        assertThat(ids).doesNotHaveDuplicates();
    }

    private static PredictionEvent of(String imageId, String source) {
        PredictionEvent event = TestEvents.prediction();
        return new PredictionEvent(
                imageId,
                source,
                event.subject(),
                event.label(),
                event.probability(),
                event.top(),
                event.model(),
                event.selectionRevision(),
                event.input(),
                event.decodeSeconds(),
                event.queueSeconds(),
                event.inferenceSeconds());
    }

    private static String id(String topic, String applicationId, PredictionEvent event) {
        ProducerRecord<byte[], byte[]> sent =
                new PredictionEventCodec(topic, applicationId).toRecord(null, event, null, TIME);
        return texts(sent.headers()).get("ce_id");
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        String json = new String(PredictionEventCodec.toJson(TestEvents.prediction()), UTF_8)
                .replaceFirst("\\{", "{\"later\": {\"more\": 1},");

        assertThat(PredictionEventCodec.fromRecord(record(json.getBytes(UTF_8))))
                .isEqualTo(TestEvents.prediction());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | no value",
                "null | no value",
                "{} | imageId is missing",
                "{\"imageId\": \"a\", \"source\": \"s\"} | label is missing",
                "[] | Array",
                "<html></html> | '<'",
                "'' | No content",
            })
    void aRecordThatIsNoPredictionIsReportedWithItsAddress(String json, String message) {
        ConsumerRecord<byte[], byte[]> record = record(json == null ? null : json.getBytes(UTF_8));

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> PredictionEventCodec.fromRecord(record))
                .withMessageStartingWith("record images-2-41 is not a prediction event: ")
                .withMessageContaining(message);
    }
}
