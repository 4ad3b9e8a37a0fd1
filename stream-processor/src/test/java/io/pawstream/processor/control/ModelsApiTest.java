package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.FakeClock;
import io.pawstream.processor.models.InitialSelection;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ModelsApiTest {

    private static final String TOKEN = "secret";

    @TempDir
    private Path directory;

    private final InitialSelection initial = new InitialSelection();
    private final LiveInstances instances = new LiveInstances(new FakeClock());
    private final FakeProducer producer = new FakeProducer();
    private TestModels models;
    private SelectionTopic topic;
    private TestServer server;

    /** Accepts all records, or rejects all. The topic closes its producer after each selection; this one stays open. */
    private static final class FakeProducer extends MockProducer<byte[], byte[]> {

        private volatile boolean rejects;
        private boolean initialized;

        FakeProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void initTransactions() {
            if (!initialized) {
                super.initTransactions();
                initialized = true;
            }
        }

        @Override
        public void close(Duration timeout) {}

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            return rejects
                    ? CompletableFuture.failedFuture(new TopicAuthorizationException("not authorized"))
                    : super.send(record);
        }
    }

    @BeforeEach
    void start() throws Exception {
        models = new TestModels(directory, "model1", "model2", "broken", "fox");
        // No broker listens there; these tests only write.
        topic = new SelectionTopic(
                Map.of("bootstrap.servers", "127.0.0.1:1"), () -> producer, "model-selection", models.selector);
        OperatorAuthorization authorization = new OperatorAuthorization(Optional.of(TOKEN), true);
        ModelsApi api = new ModelsApi(models.repository, models.selector, initial, topic, instances, authorization);
        server = new TestServer(api::routes);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        topic.close();
        models.close();
    }

    private void becomeReady() throws InterruptedException {
        models.scan();
        initial.complete();
    }

    private HttpResponse<String> put(String body) throws Exception {
        return server.send(server.request("/selection")
                .header("Authorization", "Bearer " + TOKEN)
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }

    private static String error(HttpResponse<String> response) throws Exception {
        return json(response).path("detail").asText();
    }

    @Test
    void writesASelectionToTheTopic() throws Exception {
        becomeReady();
        put("{\"model\":\"model1\"}");
        HttpResponse<String> response =
                put("{\"model\":\"model2\",\"canary\":{\"model\":\"model1\",\"share\":0.25,\"salt\":\"s\"}}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"revision\":1,\"selection\":{\"model\":\"model2\","
                        + "\"canary\":{\"model\":\"model1\",\"share\":0.25,\"salt\":\"s\"}}}");
        assertThat(producer.history()).hasSize(2).last().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("model-selection");
            assertThat(new String(record.key(), UTF_8)).isEqualTo("selection");
            assertThat(new String(record.value(), UTF_8))
                    .isEqualTo(
                            "{\"model\":\"model2\",\"canary\":{\"model\":\"model1\",\"share\":0.25,\"salt\":\"s\"}}");
        });
        // The instance activates the selection only when it reads the topic.
        assertThat(models.selector.active().revision()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"model\":\"../etc\"}",
                "{\"model\":\"model1\",\"canary\":{}}",
                "{\"model\":\"model1\",\"shadow\":{\"model\":\"model2\",\"share\":1.5}}"
            })
    void aMalformedSelectionIsABadRequest(String body) throws Exception {
        becomeReady();
        HttpResponse<String> response = put(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).startsWith("not a selection: ").contains("; example: {");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void anUnknownModelIsUnprocessable() throws Exception {
        becomeReady();
        HttpResponse<String> response = put("{\"model\":\"model9\"}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(error(response))
                .isEqualTo("model \"model9\" not found in the repository of this instance;"
                        + " available: broken, fox, model1, model2");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void aCanaryOrShadowThatCannotBeLoadedIsUnprocessable() throws Exception {
        becomeReady();
        for (String role : new String[] {"canary", "shadow"}) {
            HttpResponse<String> response =
                    put("{\"model\":\"model1\",\"" + role + "\":{\"model\":\"broken\",\"share\":0.1}}");
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(error(response)).isEqualTo("model \"broken\" cannot be loaded: it is broken");
        }
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void aCanaryOrShadowWithOtherClassesIsUnprocessable() throws Exception {
        becomeReady();
        for (String role : new String[] {"canary", "shadow"}) {
            HttpResponse<String> response =
                    put("{\"model\":\"model1\",\"" + role + "\":{\"model\":\"fox\",\"share\":0.1}}");
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(error(response))
                    .startsWith(role + " \"fox\" has other classes than the default model \"model1\": it lacks cat and"
                            + " adds fox");
        }
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void aModelWithOtherBytesThanRequiredIsUnprocessable() throws Exception {
        becomeReady();
        String required = "1".repeat(64);
        HttpResponse<String> response = put("{\"model\":\"model2\",\"sha256\":\"" + required + "\"}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(error(response))
                .startsWith("model \"model2\" in the repository of this instance has sha256 " + "0".repeat(64))
                .contains("the selection requires " + required);
        assertThat(put("{\"model\":\"model2\",\"sha256\":\"" + "0".repeat(64) + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSelectionIsUnavailableUntilItIsRead() throws Exception {
        models.scan();
        HttpResponse<String> put = put("{\"model\":\"model2\"}");
        assertThat(put.statusCode()).isEqualTo(503);
        assertThat(error(put)).isEqualTo("the selection has not been read from its topic yet; try again");
        assertThat(producer.history()).isEmpty();
        assertThat(server.get("/selection").statusCode()).isEqualTo(503);
        initial.complete();
        assertThat(server.get("/selection").statusCode()).isEqualTo(200);
        assertThat(put("{\"model\":\"model2\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void aFailingBrokerIsUnavailable() throws Exception {
        becomeReady();
        producer.rejects = true;
        HttpResponse<String> response = put("{\"model\":\"model2\"}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(error(response))
                .isEqualTo(
                        "cannot write the selection to topic model-selection, it does not take effect: not authorized");
    }

    @Test
    void aChangeRequiresTheToken() throws Exception {
        becomeReady();
        HttpResponse<String> response = server.send(
                server.request("/selection").PUT(HttpRequest.BodyPublishers.ofString("{\"model\":\"model2\"}")));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void rejectsALargeBody() throws Exception {
        becomeReady();
        assertThat(put(" ".repeat(17 << 10)).statusCode()).isEqualTo(413);
    }

    @Test
    void showsTheActiveAndTheDesiredSelection() throws Exception {
        becomeReady();
        models.selector.select(3, Selection.of("model2"));
        assertThat(server.get("/selection").body()).isEqualTo("{\"revision\":3,\"selection\":{\"model\":\"model2\"}}");
        models.selector.select(4, Selection.of("broken"));
        assertThat(server.get("/selection").body())
                .isEqualTo(
                        "{\"revision\":3,\"selection\":{\"model\":\"model2\"},"
                                + "\"desired\":{\"revision\":4,\"selection\":{\"model\":\"broken\"},\"error\":\"it is broken\"}}");
    }

    @Test
    void listsTheModelsOfTheRepository() throws Exception {
        models.scan();
        HttpResponse<String> response = server.get("/models");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response)).hasSize(4);
        assertThat(json(response).path(0).toString()).isEqualTo("{\"name\":\"broken\",\"error\":\"it is broken\"}");
        assertThat(json(response).path(2).path("name").asText()).isEqualTo("model1");
        assertThat(json(response).path(2).has("error")).isFalse();
    }

    @Test
    void listsLiveInstances() throws Exception {
        assertThat(server.get("/instances").body()).isEqualTo("[]");
        instances.update(new ConsumerRecord<>(
                "instances",
                0,
                0,
                "instance-1".getBytes(UTF_8),
                TestStatuses.status("instance-1", 3, 4, "missing").toJson()));
        JsonNode listed = json(server.get("/instances"));
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("instance").asText()).isEqualTo("instance-1");
        assertThat(listed.path(0).path("activeRevision").asLong()).isEqualTo(3);
        assertThat(listed.path(0).path("desiredRevision").asLong()).isEqualTo(4);
        assertThat(listed.path(0).path("error").asText()).isEqualTo("missing");
    }
}
