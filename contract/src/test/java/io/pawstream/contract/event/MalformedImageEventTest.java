package io.pawstream.contract.event;

import static io.pawstream.contract.event.TestRecords.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that are declared as CloudEvents but are malformed; the message becomes the header {@code rejection-message}.
 */
class MalformedImageEventTest {

    private static final List<String> VALID =
            List.of("ce_specversion", "1.0", "ce_id", "a", "ce_source", "s", "ce_type", "t");

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_type"})
    void aMissingAttributeIsNamed(String header) {
        List<String> headers = new ArrayList<>(VALID);
        int index = headers.indexOf(header);
        headers.subList(index, index + 2).clear();

        assertMalformed(record(new byte[1], headers.toArray(String[]::new)), header);
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion,9.9,9.9",
        "ce_time,yesterday,yesterday",
        "ce_expirytime,tomorrow,attribute expirytime is \"tomorrow\"; it must be a time according to RFC 3339",
        "ce_expirytime,'',attribute expirytime is \"\"; it must be a time",
        "ce_expirytime,1772366400,attribute expirytime is \"1772366400\"; it must be a time",
        "ce_source,http://[,http://[",
        "ce_dataschema,http://[,http://[",
    })
    void anInvalidAttributeIsNamed(String header, String value, String named) {
        List<String> headers = new ArrayList<>(VALID);
        headers.removeAll(
                headers.contains(header) ? List.of(header, headers.get(headers.indexOf(header) + 1)) : List.of());
        headers.addAll(List.of(header, value));

        assertMalformed(record(new byte[1], headers.toArray(String[]::new)), named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_subject", "ce_expirytime", "ce_model", "ce_traceparent"})
    void anAttributeThatIsTooLongIsNamed(String header) {
        List<String> headers = new ArrayList<>(VALID);
        if (!headers.contains(header)) {
            headers.addAll(List.of(header, "any"));
        }
        headers.set(headers.indexOf(header) + 1, "a".repeat(1_025));

        String attribute = header.substring("ce_".length());
        assertMalformed(record(new byte[1], headers.toArray(String[]::new)), attribute + " has 1025 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type"})
    void anEmptyAttributeIsNamed(String header) {
        List<String> headers = new ArrayList<>(VALID);
        headers.set(headers.indexOf(header) + 1, "");
        String attribute = header.substring("ce_".length());

        assertMalformed(record(new byte[1], headers.toArray(String[]::new)), "attribute " + attribute + " is empty");

        String json = "{\"specversion\": \"1.0\", \"id\": \"a\", \"source\": \"s\", \"type\": \"t\"}";
        String empty = json.replaceFirst("(\"" + attribute + "\": )\"\\w\"", "$1\"\"");
        assertMalformed(
                record(empty.getBytes(UTF_8), "content-type", "application/cloudevents+json"),
                "attribute " + attribute + " is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2016-12-31T23:58:60Z", "2016-12-31T23:59:61Z", "2016-12-31T23:59:60", "12:00:00.5Z"})
    void aTimeThatDoesNotExistIsNamed(String time) {
        List<String> headers = new ArrayList<>(VALID);
        headers.addAll(List.of("ce_time", time));

        assertMalformed(record(new byte[1], headers.toArray(String[]::new)), time);

        headers.set(headers.indexOf("ce_time"), "ce_expirytime");
        assertMalformed(record(new byte[1], headers.toArray(String[]::new)), "expirytime is \"" + time + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"tomorrow\" | tomorrow", "1772366400 | 1772366400", "true | true", "\"\" | ''"})
    void anExpiryTimeInStructuredModeThatIsNoTimeIsNamed(String value, String named) {
        String json = "{\"specversion\": \"1.0\", \"id\": \"a\", \"source\": \"s\", \"type\": \"t\", \"expirytime\": "
                + value + "}";
        assertMalformed(
                record(json.getBytes(UTF_8), "content-type", "application/cloudevents+json"),
                "attribute expirytime is \"" + named + "\"; it must be a time according to RFC 3339");
    }

    @Test
    void aStructuredEventWithoutItsContentTypeIsExplained() {
        String json = " {\"data_base64\": \"/9g=\", \"specversion\": \"1.0\", \"id\": \"a\"}";

        assertMalformed(
                record(json.getBytes(UTF_8)),
                "the value is an event in structured mode, but header content-type is missing; set it to"
                        + " application/cloudevents+json");
        assertMalformed(
                record(json.getBytes(UTF_8), "content-type", "application/json"),
                "but header content-type is application/json; set it to application/cloudevents+json");
    }

    @Test
    void anIncompleteEventWithThePrefixOfHttpIsAnEvent() {
        assertMalformed(record(new byte[1], "ce-specversion", "1.0", "ce-id", "a", "ce-type", "t"), "ce_source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_expirytime"})
    void anAttributeWithoutValueIsNamed(String header) {
        List<String> headers = new ArrayList<>(VALID);
        if (!headers.contains(header)) {
            headers.addAll(List.of(header, "any"));
        }
        headers.set(headers.indexOf(header) + 1, null);

        assertMalformed(record(new byte[1], headers.toArray(String[]::new)), header);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"specversion\": \"1.0\", \"id\": | end-of-input",
                "<html></html> | '<'",
                "[] | structured event is a JSON array; it must be an object",
                "null | structured event is a JSON null; it must be an object",
                "\"text\" | structured event is a JSON string; it must be an object",
                "{} | specversion",
                "{\"specversion\": \"1.0\", \"source\": \"s\", \"type\": \"t\"} | id",
                "{\"specversion\": \"1.0\", \"id\": \"a\", \"source\": \"s\", \"type\": \"t\", \"data_base64\": \"%%\"} |"
                        + " Base64",
            })
    void brokenJsonIsReported(String json, String named) {
        assertMalformed(record(json.getBytes(UTF_8), "content-type", "application/cloudevents+json"), named);
    }

    @Test
    void aStructuredEventNeedsAValue() {
        assertMalformed(record(null, "content-type", "application/cloudevents+json"), "no value");
        assertMalformed(record(new byte[0], "content-type", "application/cloudevents+json"), "no value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents-batch+json",
                "application/cloudevents",
                "application/cloudevents+avro",
            })
    void unsupportedFormatsAreNamed(String contentType) {
        assertMalformed(record("[]".getBytes(UTF_8), "content-type", contentType), contentType);
    }

    private static void assertMalformed(ConsumerRecord<byte[], byte[]> record, String named) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> ImageEventCodec.fromRecord(record))
                .withMessageStartingWith("not a valid CloudEvent: ")
                .withMessageContaining(named.strip())
                .withMessageNotContaining("is null");
    }
}
