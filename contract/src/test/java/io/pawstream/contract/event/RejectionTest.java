package io.pawstream.contract.event;

import static io.pawstream.contract.event.TestRecords.ADDRESS;
import static io.pawstream.contract.event.TestRecords.record;
import static io.pawstream.contract.event.TestRecords.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionTest {

    private static final Map<String, String> ADDED = Map.of(
            "rejection-stage", "decode",
            "rejection-reason", "truncated",
            "rejection-message", "ends early",
            "rejection-topic", "images",
            "rejection-partition", "2",
            "rejection-offset", "41");

    @Test
    void headersAreThoseOfTheImageAndWhyItWasRefused() {
        Headers original = image().headers();

        Map<String, String> expected = new TreeMap<>(texts(original));
        expected.putAll(ADDED);
        assertThat(texts(reject(original, "ends early"))).isEqualTo(expected);
        assertThat(texts(original)).doesNotContainKey("rejection-reason");
    }

    @Test
    void theImagesHeadersMayBeReadOnlyDoubleAndWithoutValue() {
        RecordHeaders original = new RecordHeaders();
        original.add("trace", new byte[] {1});
        original.add("trace", new byte[] {2});
        original.add("nothing", null);
        original.setReadOnly();

        Headers headers = reject(original, "ends early");

        assertThat(headers.headers("trace")).hasSize(2);
        assertThat(headers.lastHeader("nothing").value()).isNull();
    }

    @Test
    void headersOfTheImageCannotPassForThoseOfTheRejection() {
        RecordHeaders hostile = new RecordHeaders();
        ADDED.keySet().forEach(name -> {
            hostile.add(name, "forged".getBytes(UTF_8));
            hostile.add(name, null);
        });

        assertThat(texts(reject(hostile, "ends early"))).isEqualTo(ADDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9", "\u732b", "\ud83d\ude3a"})
    void aLongMessageIsCutSoThatTheRecordFitsItsTopic(String character) {
        Headers headers = reject(new RecordHeaders(), character.repeat(100_000));

        int bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + header.value().length;
        }
        assertThat(bytes).isBetween(2_000, TopicNames.OUTPUT_EXTRA_BYTES / 2);
        assertThat(texts(headers).get(Rejection.MESSAGE)).startsWith(character.repeat(900));
    }

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void everyReasonComesBackWithItsStage(RejectionReason reason) throws Exception {
        Headers headers = Rejection.headers(image().headers(), reason, "because", ADDRESS);

        assertThat(texts(headers))
                .containsEntry("rejection-stage", reason.stage().word());
        assertThat(Rejection.fromRecord(record(null, new byte[1], headers)))
                .isEqualTo(new Rejection(
                        "run-17", "pawstream:producer/photos.zip", "PetImages/Cat/17.jpg", reason, "because", ADDRESS));
    }

    @Test
    void aPlainRecordIsIdentifiedByWhereItLay() throws Exception {
        // It now lies elsewhere: in the rejected topic, as images-2-41 of these tests.
        RecordAddress input = new RecordAddress("photos", 0, 7);
        Headers headers = Rejection.headers(new RecordHeaders(), RejectionReason.EMPTY, "no bytes", input);

        Rejection rejection = Rejection.fromRecord(record(null, null, headers));

        assertThat(rejection.imageId()).isEqualTo("photos-0-7");
        assertThat(rejection.source()).isEqualTo("kafka:photos");
        assertThat(rejection.input()).isEqualTo(input);
    }

    @Test
    void anEventInStructuredModeIsIdentifiedByItsValue() throws Exception {
        ProducerRecord<byte[], byte[]> sent = KafkaMessageFactory.createWriter("images", new byte[0])
                .writeStructured(
                        CloudEventBuilder.v1()
                                .withId("a")
                                .withSource(URI.create("camera"))
                                .withType("t")
                                .withSubject("a.jpg")
                                .withData("image/jpeg", new byte[] {1})
                                .build(),
                        new JsonFormat());

        Rejection rejection = Rejection.fromRecord(record(null, sent.value(), reject(sent.headers(), "ends early")));

        assertThat(rejection.imageId()).isEqualTo("a");
        assertThat(rejection.source()).isEqualTo("camera");
        assertThat(rejection.subject()).isEqualTo("a.jpg");
    }

    @Test
    void aMalformedEventIsIdentifiedByWhatItsHeadersTell() throws Exception {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", "a".getBytes(UTF_8));
        Headers rejected = Rejection.headers(headers, RejectionReason.MALFORMED_EVENT, "no source", ADDRESS);

        Rejection rejection = Rejection.fromRecord(record(null, new byte[1], rejected));

        assertThat(rejection.imageId()).isEqualTo("a");
        assertThat(rejection.source()).isEqualTo("kafka:images");
        assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED_EVENT);
    }

    @ParameterizedTest
    @CsvSource({
        "rejection-reason,,there is no header rejection-reason",
        "rejection-topic,,there is no header rejection-topic",
        "rejection-partition,,there is no header rejection-partition",
        "rejection-offset,,there is no header rejection-offset",
        "rejection-reason,bad-luck,\"bad-luck\" is no rejection reason",
        "rejection-partition,two,two",
        "rejection-offset,far,far",
    })
    void whatIsNoRejectionIsSaidWithItsAddress(String header, String value, String problem) {
        Headers headers = reject(image().headers(), "ends early");
        headers.remove(header);
        if (value != null) {
            headers.add(header, value.getBytes(UTF_8));
        }

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> Rejection.fromRecord(record(null, new byte[1], headers)))
                .withMessageStartingWith("record images-2-41 is not a rejection: ")
                .withMessageContaining(problem);
    }

    private static ProducerRecord<byte[], byte[]> image() {
        return ImageEventCodec.toRecord("images", TestEvents.image());
    }

    private static Headers reject(Headers original, String message) {
        return Rejection.headers(original, RejectionReason.TRUNCATED, message, ADDRESS);
    }
}
