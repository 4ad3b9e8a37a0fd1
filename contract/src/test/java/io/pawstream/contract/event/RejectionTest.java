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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionTest {

    private static final Map<String, String> ADDED = Map.ofEntries(
            Map.entry("rejection-stage", "decode"),
            Map.entry("rejection-reason", "truncated"),
            Map.entry("rejection-message", "ends early"),
            Map.entry("rejection-topic", "images"),
            Map.entry("rejection-partition", "2"),
            Map.entry("rejection-offset", "41"),
            Map.entry("__streams.errors.exception", "truncated"),
            Map.entry("__streams.errors.message", "ends early"),
            Map.entry("__streams.errors.topic", "images"),
            Map.entry("__streams.errors.partition", "2"),
            Map.entry("__streams.errors.offset", "41"));

    @Test
    void headersAreThoseOfTheImageAndTheRejection() {
        Headers original = image().headers();

        Map<String, String> expected = new TreeMap<>(texts(original));
        expected.putAll(ADDED);
        assertThat(texts(reject(original, "ends early"))).isEqualTo(expected);
        assertThat(texts(original)).doesNotContainKey("rejection-reason");
    }

    @Test
    void headersOfTheImageMayBeReadOnlyRepeatedOrWithoutValue() {
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
    void forgedHeadersOfTheImageAreReplaced() {
        RecordHeaders hostile = new RecordHeaders();
        ADDED.keySet().forEach(name -> {
            hostile.add(name, "forged".getBytes(UTF_8));
            hostile.add(name, null);
        });
        hostile.add("__streams.errors.stacktrace", "forged".getBytes(UTF_8));

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
    void everyReasonIsReadBackWithItsStage(RejectionReason reason) throws Exception {
        Headers headers = Rejection.headers(image().headers(), reason, "because", ADDRESS);

        assertThat(texts(headers))
                .containsEntry("rejection-stage", reason.stage().word());
        assertThat(Rejection.fromRecord(record(null, new byte[1], headers)))
                .isEqualTo(new Rejection(
                        "run-17",
                        "pawstream:producer/photos.zip",
                        "PetImages/Cat/17.jpg",
                        reason,
                        "because",
                        ADDRESS,
                        0));
    }

    @Test
    void aReplayHasTheHeadersOfTheImageAndACount() {
        RecordHeaders original = new RecordHeaders(image().headers());
        original.add("trace", new byte[] {1});
        original.add("trace", null);
        Headers rejected = reject(original, "ends early");
        rejected.add("__streams.errors.stacktrace", new byte[] {1});

        List<Header> expected = new ArrayList<>(List.of(original.toArray()));
        expected.add(new RecordHeader(Rejection.REPLAY_COUNT, new byte[] {'1'}));
        assertThat(Rejection.replayHeaders(rejected).toArray()).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,2", "41,42", "'',1", "-3,1", "many,1", "99999999999,1"})
    void everyReplayIncrementsTheCount(String before, String after) throws Exception {
        RecordHeaders image = new RecordHeaders(image().headers());
        image.add(Rejection.REPLAY_COUNT, "7".getBytes(UTF_8));
        image.add(Rejection.REPLAY_COUNT, before.getBytes(UTF_8));
        Headers rejected = reject(image, "ends early");

        Headers replayed = Rejection.replayHeaders(rejected);

        int expected = Integer.parseInt(after);
        assertThat(texts(replayed)).containsEntry(Rejection.REPLAY_COUNT, after);
        assertThat(Rejection.fromRecord(record(null, null, rejected)).replayCount())
                .isEqualTo(expected - 1);
        assertThat(Rejection.fromRecord(record(null, null, reject(replayed, "again")))
                        .replayCount())
                .isEqualTo(expected);
    }

    @Test
    void theJsonContainsEverythingButTheImage() throws Exception {
        Rejection rejection = new Rejection("a", "camera", null, RejectionReason.TRUNCATED, "ends early", ADDRESS, 2);

        assertThat(new String(Rejection.toJson(rejection), UTF_8))
                .isEqualTo("{\"imageId\":\"a\",\"source\":\"camera\",\"stage\":\"decode\",\"reason\":\"truncated\","
                        + "\"message\":\"ends early\",\"input\":{\"topic\":\"images\",\"partition\":2,\"offset\":41},"
                        + "\"replayCount\":2}");
    }

    @Test
    void aPlainRecordIsIdentifiedByItsOriginalAddress() throws Exception {
        // The rejected record itself has another address: images-2-41 in these tests.
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
    void aMalformedEventIsIdentifiedByItsHeaders() throws Exception {
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
        "rejection-reason,,missing header rejection-reason",
        "rejection-topic,,missing header rejection-topic",
        "rejection-partition,,missing header rejection-partition",
        "rejection-offset,,missing header rejection-offset",
        "rejection-reason,bad-luck,unknown rejection reason",
        "rejection-partition,two,two",
        "rejection-offset,far,far",
    })
    void aRecordThatIsNoRejectionIsReportedWithItsAddress(String header, String value, String message) {
        Headers headers = reject(image().headers(), "ends early");
        headers.remove(header);
        if (value != null) {
            headers.add(header, value.getBytes(UTF_8));
        }

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> Rejection.fromRecord(record(null, new byte[1], headers)))
                .withMessageStartingWith("record images-2-41 is not a rejection: ")
                .withMessageContaining(message);
    }

    private static ProducerRecord<byte[], byte[]> image() {
        return ImageEventCodec.toRecord("images", TestEvents.image());
    }

    private static Headers reject(Headers original, String message) {
        return Rejection.headers(original, RejectionReason.TRUNCATED, message, ADDRESS);
    }
}
