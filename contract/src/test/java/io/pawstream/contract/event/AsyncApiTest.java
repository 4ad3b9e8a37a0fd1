package io.pawstream.contract.event;

import static io.pawstream.contract.event.TestEvents.TIME;
import static io.pawstream.contract.event.TestEvents.TRACEPARENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.pawstream.contract.document.Documents;
import io.pawstream.contract.document.RecordSchema;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Checks that the code and {@code docs/asyncapi.yaml} agree on topics, headers and content types. */
class AsyncApiTest {

    private static final JsonNode DOCUMENT = Documents.read("asyncapi.yaml");
    private static final PredictionEventCodec PREDICTIONS = new PredictionEventCodec("predictions", "pawstream");

    @Test
    void theTopicsAreTheDefaultOnes() {
        Map<String, String> addresses = new HashMap<>();
        DOCUMENT.get("channels")
                .properties()
                .forEach(channel -> addresses.put(
                        channel.getKey(), channel.getValue().get("address").asText()));

        TopicNames names = TopicNames.DEFAULT;
        assertThat(addresses)
                .isEqualTo(Map.of(
                        "images", names.images(),
                        "predictions", names.predictions(),
                        "rejected", names.rejected(),
                        "modelSelection", names.modelSelection(),
                        "shadow", names.shadow(),
                        "instances", names.instances()));
    }

    @Test
    void theSizeLimitsOfTheTopicsAreTheDefaults() {
        assertThat(maxMessageBytes("images")).isEqualTo(TopicNames.DEFAULT_MAX_IMAGE_BYTES);
        int output = TopicNames.DEFAULT_MAX_IMAGE_BYTES + TopicNames.OUTPUT_EXTRA_BYTES;
        assertThat(maxMessageBytes("predictions")).isEqualTo(output);
        assertThat(maxMessageBytes("rejected")).isEqualTo(output);
    }

    private static int maxMessageBytes(String channel) {
        return DOCUMENT.at("/channels/" + channel + "/bindings/kafka/topicConfiguration/max.message.bytes")
                .asInt();
    }

    @Test
    void headersOfImageEvents() {
        Headers sentAgain = Rejection.replayHeaders(
                ImageEventCodec.toRecord("images", TestEvents.image()).headers());
        assertDocumented(
                "imageEvent",
                sentAgain,
                ImageEventCodec.toRecord("images", TestEvents.imageWithoutOptions())
                        .headers());
        assertThat(headers("imageEvent").at("/properties/ce_type/examples/0").asText())
                .isEqualTo(ImageEvent.TYPE);
    }

    @Test
    void headersOfPredictionEvents() {
        Headers all = PREDICTIONS
                .toRecord(null, TestEvents.prediction(), TRACEPARENT, TIME)
                .headers();
        Headers least = PREDICTIONS
                .toRecord(null, TestEvents.predictionWithoutOptions(), null, TIME)
                .headers();

        assertDocumented("predictionEvent", all, least);
        assertThat(message("predictionEvent").get("contentType").asText())
                .isEqualTo(TestRecords.texts(all).get("content-type"));
    }

    @Test
    void headersOfRejections() {
        for (RejectionReason reason : RejectionReason.values()) {
            Headers added = Rejection.headers(new RecordHeaders(), reason, "x".repeat(5_000), TestRecords.ADDRESS);
            Headers without = Rejection.withoutImage(new RecordHeaders(added));
            Headers all = new RecordHeaders(added);
            all.add(without.lastHeader("rejection-image"));
            Headers least = new RecordHeaders(without);
            least.remove("rejection-image");
            assertDocumented("rejectedImage", all, least);
            assertThat(Rejection.isWithoutImage(without)).isTrue();
            // A header that the image event already had does not count.
            assertThat(Rejection.isWithoutImage(Rejection.headers(without, reason, "", TestRecords.ADDRESS)))
                    .isFalse();
        }
        JsonNode properties = headers("rejectedImage").get("properties");
        assertThat(RecordSchema.texts(properties.at("/rejection-reason/enum")))
                .isEqualTo(words(Arrays.stream(RejectionReason.values()).map(RejectionReason::word)));
        assertThat(RecordSchema.texts(properties.at("/rejection-stage/enum")))
                .isEqualTo(words(Arrays.stream(RejectionStage.values()).map(RejectionStage::word)));
    }

    private static Set<String> words(Stream<String> words) {
        return words.collect(Collectors.toSet());
    }

    @Test
    void attributesOfStructuredImageEvents() throws Exception {
        CloudEvent event = KafkaMessageFactory.createReader(
                        TestRecords.arrived(ImageEventCodec.toRecord("images", TestEvents.image())))
                .toEvent();
        JsonNode json = new ObjectMapper().readTree(new JsonFormat().serialize(event));
        JsonNode schema = resolve(message("structuredImageEvent").get("payload"));

        assertThat(RecordSchema.names(schema.get("properties"))).isEqualTo(RecordSchema.names(json));
        assertThat(Documents.errors(schema, json)).isEmpty();
        assertThat(message("structuredImageEvent").get("contentType").asText()).isEqualTo(JsonFormat.CONTENT_TYPE);
    }

    @Test
    void everyReferenceResolves() {
        DOCUMENT.findValuesAsText("$ref").forEach(reference -> {
            JsonNode target =
                    reference.startsWith("#") ? DOCUMENT.at(reference.substring(1)) : Documents.read(reference);
            assertThat(target.isObject()).as(reference).isTrue();
        });
    }

    /** Documented are exactly the headers that may be written; required are those that are always written. */
    private static void assertDocumented(String message, Headers all, Headers least) {
        JsonNode schema = headers(message);
        assertThat(RecordSchema.names(schema.get("properties")))
                .isEqualTo(TestRecords.texts(all).keySet());
        assertThat(RecordSchema.texts(schema.get("required")))
                .isEqualTo(TestRecords.texts(least).keySet());
        assertThat(Documents.errors(schema, json(all))).isEmpty();
        assertThat(Documents.errors(schema, json(least))).isEmpty();
    }

    private static JsonNode json(Headers headers) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        headers.forEach(header -> json.put(header.key(), new String(header.value(), UTF_8)));
        return json;
    }

    private static JsonNode message(String name) {
        return DOCUMENT.at("/components/messages/" + name);
    }

    private static JsonNode headers(String message) {
        return resolve(message(message).get("headers"));
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
    }
}
