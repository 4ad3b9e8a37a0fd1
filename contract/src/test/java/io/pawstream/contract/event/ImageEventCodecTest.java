package io.pawstream.contract.event;

import static io.pawstream.contract.event.TestEvents.TIME;
import static io.pawstream.contract.event.TestRecords.arrived;
import static io.pawstream.contract.event.TestRecords.record;
import static io.pawstream.contract.event.TestRecords.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageEventCodecTest {

    @Test
    void anEventWithEveryAttributeIsReadBackUnchanged() throws Exception {
        ImageEvent event = TestEvents.image();
        ProducerRecord<byte[], byte[]> sent = ImageEventCodec.toRecord("images", event);

        assertThat(sent.topic()).isEqualTo("images");
        assertThat(sent.key()).asString(UTF_8).isEqualTo(event.id());
        assertThat(sent.value()).isEqualTo(event.data());
        assertThat(texts(sent.headers()))
                .containsOnly(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", "run-17"),
                        entry("ce_source", "pawstream:producer/photos.zip"),
                        entry("ce_type", "io.pawstream.image.v1"),
                        entry("ce_subject", "PetImages/Cat/17.jpg"),
                        entry("ce_time", "2026-03-01T12:00:00.123456Z"),
                        entry("ce_expirytime", "2026-03-01T12:00:30Z"),
                        entry("content-type", "image/jpeg"),
                        entry("ce_model", "model3"),
                        entry("ce_dataref", "https://example.com/17.jpg"),
                        entry("ce_traceparent", TestEvents.TRACEPARENT));
        assertSame(event, ImageEventCodec.fromRecord(arrived(sent)));
    }

    @Test
    void anEventWithoutOptionalAttributesIsReadBackUnchanged() throws Exception {
        ImageEvent event = TestEvents.imageWithoutOptions();
        ProducerRecord<byte[], byte[]> sent = ImageEventCodec.toRecord("images", event);

        assertThat(texts(sent.headers())).containsOnlyKeys("ce_specversion", "ce_id", "ce_source", "ce_type");
        assertSame(event, ImageEventCodec.fromRecord(arrived(sent)));
    }

    @RepeatedTest(50)
    void anyTextAndAnyBytesAreReadBackUnchanged(RepetitionInfo repetition) throws Exception {
        TestTexts texts = new TestTexts(repetition.getCurrentRepetition());
        byte[] data = new byte[repetition.getCurrentRepetition() * 7];
        new Random(repetition.getCurrentRepetition()).nextBytes(data);
        ImageEvent event = new ImageEvent(
                "id" + texts.next(),
                "test",
                texts.next(),
                TIME,
                "image/png",
                texts.next(),
                texts.next(),
                texts.next(),
                data);

        assertSame(event, ImageEventCodec.fromRecord(arrived(ImageEventCodec.toRecord("images", event))));
    }

    @Test
    void anEventOfTheCloudEventsSdkInBinaryModeIsRead() throws Exception {
        ProducerRecord<byte[], byte[]> sent =
                KafkaMessageFactory.createWriter("images", new byte[] {7}).writeBinary(sdkEvent());

        assertSame(TestEvents.image(), ImageEventCodec.fromRecord(arrived(sent)));
    }

    @Test
    void anEventOfTheCloudEventsSdkInStructuredModeIsRead() throws Exception {
        ProducerRecord<byte[], byte[]> sent = KafkaMessageFactory.createWriter("images", new byte[] {7})
                .writeStructured(sdkEvent(), new JsonFormat());

        assertThat(texts(sent.headers())).containsOnly(entry("content-type", "application/cloudevents+json"));
        assertSame(TestEvents.image(), ImageEventCodec.fromRecord(arrived(sent)));
    }

    /** The type is not Pawstream's: it is ignored, because the topic decides what an event is. */
    private static CloudEvent sdkEvent() {
        ImageEvent image = TestEvents.image();
        return CloudEventBuilder.v1()
                .withId(image.id())
                .withSource(URI.create(image.source()))
                .withType("com.example.photo")
                .withSubject(image.subject())
                .withTime(image.time())
                .withExtension("expirytime", image.expiryTime())
                .withExtension("model", image.model())
                .withExtension("dataref", image.dataRef())
                .withExtension("traceparent", image.traceparent())
                .withData(image.contentType(), image.data())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "application/cloudevents+json; charset=utf-8",
                "application/cloudevents+json;charset=UTF-8",
                "Application/CloudEvents+JSON"
            })
    void structuredModeIsJsonWithTheDataInBase64(String contentType) throws Exception {
        String json = """
                {"specversion": "1.0", "id": "a", "source": "/camera/1", "type": "t", "datacontenttype": "image/gif",
                 "model": "model1", "data_base64": "%s"}
                """.formatted(Base64.getEncoder().encodeToString("GIF89a".getBytes(UTF_8)));

        ImageEvent event = ImageEventCodec.fromRecord(record(json.getBytes(UTF_8), "content-type", contentType));

        assertSame(
                new ImageEvent(
                        "a", "/camera/1", null, null, "image/gif", "model1", null, null, "GIF89a".getBytes(UTF_8)),
                event);
    }

    private static final String[] REQUIRED = {"ce_specversion", "1.0", "ce_id", "a", "ce_source", "s", "ce_type", "t"};

    private static ConsumerRecord<byte[], byte[]> with(String... more) {
        return record(
                new byte[] {1},
                Stream.of(REQUIRED, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_my-extension", "ce_myExtension", "ce_trace_id", "ce_", "ce_größe", "ce_ID"})
    void anExtensionWithANameThatIsNotAllowedIsIgnored(String header) throws Exception {
        assertThat(ImageEventCodec.fromRecord(with(header, "x")).id()).isEqualTo("a");
        assertThat(ImageEventCodec.fromRecord(with(header, null)).id()).isEqualTo("a");
        String json = """
                {"specversion": "1.0", "id": "a", "source": "s", "type": "t", "%s": "x", "model": "model1",
                 "data_base64": "AQ=="}
                """.formatted(header.substring("ce_".length()));
        ImageEvent event = ImageEventCodec.fromRecord(
                record(json.getBytes(UTF_8), "content-type", "application/cloudevents+json"));
        assertThat(event.model()).isEqualTo("model1");
        assertThat(event.data()).containsExactly(1);
    }

    @Test
    void headersWithThePrefixOfHttpAreRead() throws Exception {
        ConsumerRecord<byte[], byte[]> spring = record(
                new byte[] {1},
                "ce-specversion",
                "1.0",
                "ce-id",
                "a",
                "ce-source",
                "s",
                "ce-type",
                "t",
                "ce-model",
                "model1",
                "ce-time",
                "2026-03-01T12:00:00Z");

        ImageEvent event = ImageEventCodec.fromRecord(spring);

        assertThat(event.id()).isEqualTo("a");
        assertThat(event.model()).isEqualTo("model1");
        assertThat(event.time()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(ImageEventCodec.fromRecord(with("ce-specversion", "1.0", "ce-id", "b", "ce-model", "model2")))
                .extracting(ImageEvent::id, ImageEvent::model)
                .as("the prefix of Kafka takes precedence")
                .containsExactly("a", null);
        assertThat(ImageEventCodec.fromRecord(record(new byte[] {1}, "ce-id", "a"))
                        .id())
                .as("a plain record with a foreign header")
                .isEqualTo("images-2-41");
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
        "2016-12-31T15:59:60.25-08:00, 2016-12-31T15:59:59.25-08:00",
        "2017-01-01T05:29:60+05:30, 2017-01-01T05:29:59+05:30",
        "2026-03-01T12:00:00.1234567891234Z, 2026-03-01T12:00:00.123456789Z",
        "2026-03-01t12:00:00.1234567890+01:00, 2026-03-01T12:00:00.123456789+01:00",
        "2026-03-01T12:00:00.5z, 2026-03-01T12:00:00.5Z",
        "2026-03-01T12:00:00-00:00, 2026-03-01T12:00:00Z",
    })
    void everyTimeOfTheRfcIsRead(String time, String expected) throws Exception {
        ImageEvent binary = ImageEventCodec.fromRecord(with("ce_time", time, "ce_expirytime", time));
        assertThat(binary.time()).isEqualTo(expected);
        assertThat(binary.expiryTime()).isEqualTo(expected);
        String json = """
                {"specversion": "1.0", "id": "a", "source": "s", "type": "t", "time": "%1$s", "expirytime": "%1$s"}
                """.formatted(time);
        ImageEvent structured = ImageEventCodec.fromRecord(
                record(json.getBytes(UTF_8), "content-type", "application/cloudevents+json"));
        assertThat(structured.time()).isEqualTo(expected);
        assertThat(structured.expiryTime()).isEqualTo(expected);
    }

    @Test
    void aPlainRecordIsIdentifiedByItsAddress() throws Exception {
        byte[] jpeg = {1, 2, 3};

        assertSame(
                new ImageEvent("images-2-41", "kafka:images", null, null, null, null, null, null, jpeg),
                ImageEventCodec.fromRecord(record(jpeg)));
    }

    @Test
    void aPlainRecordKeepsItsContentTypeAndIgnoresForeignHeaders() throws Exception {
        ConsumerRecord<byte[], byte[]> record = record(
                new byte[] {1}, "content-type", "image/webp", "traceparent", TestEvents.TRACEPARENT, "empty", null);

        assertSame(
                new ImageEvent(
                        "images-2-41", "kafka:images", null, null, "image/webp", null, null, null, new byte[] {1}),
                ImageEventCodec.fromRecord(record));
    }

    @Test
    void theKeyDoesNotAffectTheEvent() throws Exception {
        ProducerRecord<byte[], byte[]> sent = ImageEventCodec.toRecord("images", TestEvents.image());

        assertSame(
                TestEvents.image(),
                ImageEventCodec.fromRecord(record(null, sent.value(), new RecordHeaders(sent.headers()))));
    }

    @Test
    void aMissingOrEmptyValueIsAnEventWithoutData() throws Exception {
        assertThat(ImageEventCodec.fromRecord(record(null)).data()).isEmpty();
        assertThat(ImageEventCodec.fromRecord(record(new byte[0])).data()).isEmpty();

        String[] headers = {"ce_specversion", "1.0", "ce_id", "a", "ce_source", "s", "ce_type", "t"};
        assertThat(ImageEventCodec.fromRecord(record(null, headers)).data()).isEmpty();
        assertThat(ImageEventCodec.fromRecord(record(new byte[0], headers)).data())
                .isEmpty();
    }

    @Test
    void aStructuredEventMayHaveNoData() throws Exception {
        String json = """
                {"specversion": "1.0", "id": "a", "source": "s", "type": "t", "dataref": "https://example.com/a.jpg"}
                """;

        ImageEvent event = ImageEventCodec.fromRecord(
                record(json.getBytes(UTF_8), "content-type", "application/cloudevents+json"));

        assertThat(event.data()).isEmpty();
        assertThat(event.dataRef()).isEqualTo("https://example.com/a.jpg");
    }

    private static void assertSame(ImageEvent expected, ImageEvent actual) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
}
