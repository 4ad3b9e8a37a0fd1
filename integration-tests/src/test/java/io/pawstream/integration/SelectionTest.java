package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Models are selected while images stream: one pipeline, one story. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelectionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path models;

    private static Pipeline pipeline;
    private static int published;

    @BeforeAll
    static void start() throws Exception {
        for (String model : List.of("model1", "model3")) {
            copy(Pipeline.HOME.resolve("models").resolve(model), models.resolve(model));
        }
        // A shadow with little time has work left for long.
        pipeline = Pipeline.start(Map.of(
                "pawstream.models.directory",
                models.toString(),
                "pawstream.model",
                "model1",
                "pawstream.shadow.share",
                "0.3"));
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static HttpResponse<String> put(String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        pipeline.processor().url().resolve("/selection"))
                .PUT(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode get(String path) throws Exception {
        return JSON.readTree(pipeline.processor().get(path).body());
    }

    /** Selects, and waits until it is in force. */
    private static long select(String body) throws Exception {
        HttpResponse<String> answer = put(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        long revision = JSON.readTree(answer.body()).get("revision").asLong();
        await(() -> get("/selection").get("revision").asLong() == revision);
        return revision;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("time is over").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> images(int count) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(3)) {
            for (int i = 0; i < count; i++) {
                ImageEvent event = new ImageEvent(
                        "image-" + published++,
                        "test",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        drawn.get(i % 20).read());
                records.add(ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event));
            }
        }
        return records;
    }

    private static List<PredictionEvent> predictions(int count) throws Exception {
        Outputs outputs = pipeline.publishAndAwait(images(count), PATIENCE);
        assertThat(outputs.predictions()).hasSize(count);
        return outputs.predictions();
    }

    @Test
    @Order(1)
    void theConfiguredModelClassifiesWhileNothingIsSelected() throws Exception {
        assertThat(predictions(5)).allSatisfy(prediction -> {
            assertThat(prediction.model().name()).isEqualTo("model1");
            assertThat(prediction.selectionRevision()).isEqualTo(-1);
        });
        assertThat(get("/selection").at("/selection/model").asText()).isEqualTo("model1");
        await(() -> get("/models").size() == 2);
        assertThat(get("/models").findValuesAsText("name")).containsExactly("model1", "model3");
    }

    @Test
    @Order(2)
    void switchesInMidStreamLoseNothingAndEachPredictionIsTrueToItsRevision() throws Exception {
        Outputs before = pipeline.committed();
        int images = 600;
        Thread publisher = new Thread(() -> {
            try {
                for (int i = 0; i < images / 20; i++) {
                    pipeline.publish(images(20));
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        publisher.start();
        Map<Long, String> modelOfRevision = new HashMap<>(Map.of(-1L, "model1"));
        for (int i = 0; i < 6; i++) {
            String model = i % 2 == 0 ? "model3" : "model1";
            modelOfRevision.put(select("{\"model\":\"" + model + "\"}"), model);
        }
        publisher.join();
        Outputs outputs = pipeline.awaitOutputs(before.records().size() + images, PATIENCE)
                .without(before);
        assertThat(outputs.predictions()).hasSize(images);
        assertThat(outputs.imageIds()).doesNotHaveDuplicates();
        assertThat(outputs.predictions())
                .allSatisfy(prediction -> assertThat(modelOfRevision.get(prediction.selectionRevision()))
                        .isEqualTo(prediction.model().name()));
    }

    @Test
    @Order(3)
    void theCanaryClassifiesTheImagesThatItsRuleSays() throws Exception {
        TrafficShare canary = new TrafficShare("model3", 0.3, "x");
        long revision = select("{\"model\":\"model1\",\"canary\":{\"model\":\"model3\",\"share\":0.3,\"salt\":\"x\"}}");
        Selection selection = new Selection("model1", canary, null);
        assertThat(predictions(60)).allSatisfy(prediction -> {
            assertThat(prediction.selectionRevision()).isEqualTo(revision);
            // The producer's key is the image's id.
            assertThat(prediction.model().name())
                    .isEqualTo(selection.modelFor(prediction.imageId().getBytes(UTF_8), "", ""));
        });
    }

    @Test
    @Order(4)
    void theShadowIsTriedBesideAndItsAnswersHaveATopicOfTheirOwn() throws Exception {
        select("{\"model\":\"model1\",\"shadow\":{\"model\":\"model3\",\"share\":1}}");
        assertThat(predictions(30))
                .allSatisfy(prediction -> assertThat(prediction.model().name()).isEqualTo("model1"));
        await(() -> pipeline.metric("pawstream_shadow_predictions_total")
                        + pipeline.metric("pawstream_shadow_dropped_total")
                == 30);
        assertThat(pipeline.metric("pawstream_shadow_predictions_total")).isPositive();
        int answers = (int) pipeline.metric("pawstream_shadow_predictions_total");
        List<PredictionEvent> shadows = Outputs.shadows(pipeline.bootstrap(), answers, PATIENCE);
        assertThat(shadows)
                .hasSize(answers)
                .allSatisfy(shadow -> assertThat(shadow.model().name()).isEqualTo("model3"));
    }

    @Test
    @Order(5)
    void anInstanceEndsInOrderWhileItsShadowHasWorkLeft() throws Exception {
        select("{\"model\":\"model1\",\"shadow\":{\"model\":\"model3\",\"share\":1}}");
        Outputs before = pipeline.committed();
        int images = 300;
        pipeline.publish(images(images));
        pipeline.awaitOutputs(before.records().size() + images / 3, PATIENCE);
        pipeline.restartProcessor();
        Outputs outputs = pipeline.awaitOutputs(before.records().size() + images, PATIENCE)
                .without(before);
        assertThat(outputs.imageIds()).hasSize(images).doesNotHaveDuplicates();
    }

    @Test
    @Order(6)
    void whatCannotBeSelectedIsRefusedWithTheReason() throws Exception {
        assertThat(put("{\"model\":\"model9\"}").body()).contains("no model", "model9", "model1, model3");
        assertThat(put("{\"model\":\"model9\"}").statusCode()).isEqualTo(422);
        assertThat(put("{}").statusCode()).isEqualTo(400);
        assertThat(put("{\"model\":\"../../etc\"}").body()).contains("model name is \"../../etc\"");
        assertThat(put("{\"model\":\"model1\"}", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(rawPut("evil.example")).startsWith("HTTP/1.1 403");
    }

    /** Another Host than where the call goes, as after an attacker's DNS has changed; no client of the JDK does that. */
    private static String rawPut(String host) throws IOException {
        try (Socket socket = new Socket("localhost", pipeline.processor().url().getPort())) {
            String request =
                    "PUT /selection HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    @Order(7)
    void aModelFolderThatChangesIsTakenUpAndABrokenOneRefused() throws Exception {
        select("{\"model\":\"model3\"}");
        Path card = models.resolve("model3").resolve("model.json");
        String original = Files.readString(card);
        String version = JSON.readTree(original).get("version").asText();

        Files.writeString(card, original.replace(version, "20991231.235959"));
        await(() -> "20991231.235959".equals(get("/models").at("/1/version").asText()));
        assertThat(predictions(5))
                .allSatisfy(
                        prediction -> assertThat(prediction.model().version()).isEqualTo("20991231.235959"));

        Files.writeString(
                card,
                original.replace("\"sha256\" : \"", "\"sha256\" : \"0").replaceFirst("(\"sha256\" : \".{64}).", "$1"));
        await(() -> get("/models").at("/1/error").asText().contains("SHA-256"));
        assertThat(predictions(5))
                .allSatisfy(
                        prediction -> assertThat(prediction.model().version()).isEqualTo("20991231.235959"));
        Files.writeString(card, original);
        await(() -> version.equals(get("/models").at("/1/version").asText()));
    }

    @Test
    @Order(8)
    void theInstanceTellsWhichRevisionItHas() throws Exception {
        long revision = select("{\"model\":\"model1\"}");
        await(() -> get("/instances").size() == 1
                && get("/instances").at("/0/revision").asLong() == revision);
        assertThat(get("/instances").at("/0/models").findValuesAsText("name")).containsExactly("model1", "model3");
    }

    @Test
    @Order(9)
    void theCommandsSelectAndList() throws Exception {
        assertThat(command("select", "model3", "--wait")).contains("selected as revision", "is in force");
        assertThat(command("canary", "model1", "--share", "0.25", "--wait")).contains("is in force");
        assertThat(command("list")).contains("default", "canary for 25.00%", "selection: revision");
        assertThat(command("canary", "--off", "--wait")).contains("is in force");
        assertThat(command("list")).doesNotContain("canary for");
        assertThat(command("select", "model9")).contains("refuses with status 422", "no model");
        assertThat(command("canary", "model1")).contains("--share is missing");
    }

    private static String command(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Pipeline.HOME
                        .resolve("stream-processor/target/quarkus-app/quarkus-run.jar")
                        .toString(),
                "models"));
        command.addAll(List.of(words));
        command.addAll(List.of("--url", pipeline.processor().url().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    @Order(10)
    void theSelectionOutlivesARestart() throws Exception {
        long revision = get("/selection").get("revision").asLong();
        pipeline.restartProcessor();
        assertThat(get("/selection").get("revision").asLong()).isEqualTo(revision);
        assertThat(predictions(5)).allSatisfy(prediction -> {
            assertThat(prediction.model().name()).isEqualTo("model3");
            assertThat(prediction.selectionRevision()).isEqualTo(revision);
        });
    }
}
