package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Models are selected while images stream. The tests share a pipeline and run in order. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelectionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir
    private static Path models;

    private static Pipeline pipeline;
    private static SelectionApi api;
    private static int published;

    @BeforeAll
    static void start() throws Exception {
        for (String model : List.of("model1", "model3")) {
            copy(Pipeline.HOME.resolve("models").resolve(model), models.resolve(model));
        }
        // With little CPU time, the shadow has images left for long.
        pipeline = Pipeline.start(Map.of(
                "pawstream.models.directory",
                models.toString(),
                "pawstream.model",
                "model1",
                "pawstream.shadow.max-cpu-share",
                "0.3"));
        api = new SelectionApi(pipeline);
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

    private static List<ProducerRecord<byte[], byte[]>> images(int count) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(3)) {
            for (int i = 0; i < count; i++) {
                records.add(TestImages.record(
                        "image-" + published++, drawn.get(i % 20).read()));
            }
        }
        return records;
    }

    private static List<PredictionEvent> predictions(int count) throws Exception {
        Outputs outputs = pipeline.publishAndAwait(images(count), TIMEOUT);
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
        assertThat(api.get("/selection").at("/selection/model").asText()).isEqualTo("model1");
        SelectionApi.await(() -> api.get("/models").size() == 2);
        assertThat(api.get("/models").findValuesAsText("name")).containsExactly("model1", "model3");
    }

    @Test
    @Order(2)
    void switchesUnderLoadLoseNoImageAndEachPredictionNamesTheModelOfItsRevision() throws Exception {
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
            modelOfRevision.put(api.select("{\"model\":\"" + model + "\"}"), model);
        }
        publisher.join();
        Outputs outputs =
                pipeline.awaitOutputs(before.records().size() + images, TIMEOUT).without(before);
        assertThat(outputs.predictions()).hasSize(images);
        assertThat(outputs.imageIds()).doesNotHaveDuplicates();
        assertThat(outputs.predictions())
                .allSatisfy(prediction -> assertThat(modelOfRevision.get(prediction.selectionRevision()))
                        .isEqualTo(prediction.model().name()));
    }

    @Test
    @Order(3)
    void theCanaryClassifiesTheImagesOfItsTrafficShare() throws Exception {
        TrafficShare canary = new TrafficShare("model3", 0.3, "x");
        long revision =
                api.select("{\"model\":\"model1\",\"canary\":{\"model\":\"model3\",\"share\":0.3,\"salt\":\"x\"}}");
        Selection selection = new Selection("model1", canary, null);
        assertThat(predictions(60)).allSatisfy(prediction -> {
            assertThat(prediction.selectionRevision()).isEqualTo(revision);
            // The key of each record is the image's id.
            assertThat(prediction.model().name())
                    .isEqualTo(selection
                            .modelFor(prediction.imageId().getBytes(UTF_8), "", "")
                            .name());
        });
    }

    @Test
    @Order(4)
    void theShadowClassifiesTooAndItsPredictionsHaveTheirOwnTopic() throws Exception {
        api.select("{\"model\":\"model1\",\"shadow\":{\"model\":\"model3\",\"share\":1}}");
        assertThat(predictions(30))
                .allSatisfy(prediction -> assertThat(prediction.model().name()).isEqualTo("model1"));
        SelectionApi.await(() -> pipeline.metric("pawstream_shadow_predictions_total")
                        + pipeline.metric("pawstream_shadow_dropped_total")
                == 30);
        assertThat(pipeline.metric("pawstream_shadow_predictions_total")).isPositive();
        int count = (int) pipeline.metric("pawstream_shadow_predictions_total");
        List<PredictionEvent> shadows = Outputs.shadows(pipeline.bootstrap(), count, TIMEOUT);
        assertThat(shadows)
                .hasSize(count)
                .allSatisfy(shadow -> assertThat(shadow.model().name()).isEqualTo("model3"));
    }

    @Test
    @Order(5)
    void anInstanceStopsCleanlyWhileItsShadowHasImagesLeft() throws Exception {
        api.select("{\"model\":\"model1\",\"shadow\":{\"model\":\"model3\",\"share\":1}}");
        Outputs before = pipeline.committed();
        int images = 300;
        pipeline.publish(images(images));
        pipeline.awaitOutputs(before.records().size() + images / 3, TIMEOUT);
        pipeline.restartProcessor();
        Outputs outputs =
                pipeline.awaitOutputs(before.records().size() + images, TIMEOUT).without(before);
        assertThat(outputs.imageIds()).hasSize(images).doesNotHaveDuplicates();
    }

    @Test
    @Order(6)
    void anInvalidSelectionFailsWithTheReason() throws Exception {
        assertThat(api.put("{\"model\":\"model9\"}").body()).contains("model9", "model1, model3");
        assertThat(api.put("{\"model\":\"model9\"}").statusCode()).isEqualTo(422);
        assertThat(api.put("{}").statusCode()).isEqualTo(400);
        assertThat(api.put("{\"model\":\"../../etc\"}").body()).contains("../../etc");
        assertThat(api.put("{\"model\":\"model1\"}", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.putWithHost("evil.example")).startsWith("HTTP/1.1 403");
    }

    @Test
    @Order(7)
    void aChangedModelDirectoryIsLoadedAndADamagedOneIsNot() throws Exception {
        api.select("{\"model\":\"model3\"}");
        Path card = models.resolve("model3").resolve("model.json");
        String original = Files.readString(card);
        String version = JSON.readTree(original).get("version").asText();

        Files.writeString(card, original.replace(version, "20991231.235959"));
        SelectionApi.await(() ->
                "20991231.235959".equals(api.get("/models").at("/1/version").asText()));
        assertThat(predictions(5))
                .allSatisfy(
                        prediction -> assertThat(prediction.model().version()).isEqualTo("20991231.235959"));

        Files.writeString(
                card,
                original.replace("\"sha256\" : \"", "\"sha256\" : \"0").replaceFirst("(\"sha256\" : \".{64}).", "$1"));
        SelectionApi.await(() -> api.get("/models").at("/1/error").asText().contains("SHA-256"));
        assertThat(predictions(5))
                .allSatisfy(
                        prediction -> assertThat(prediction.model().version()).isEqualTo("20991231.235959"));
        Files.writeString(card, original);
        SelectionApi.await(
                () -> version.equals(api.get("/models").at("/1/version").asText()));
    }

    @Test
    @Order(8)
    void theInstanceStatusHasTheActiveRevision() throws Exception {
        long revision = api.select("{\"model\":\"model1\"}");
        SelectionApi.await(() -> api.get("/instances").size() == 1
                && api.get("/instances").at("/0/activeRevision").asLong() == revision);
        assertThat(api.get("/instances").at("/0/models").findValuesAsText("name"))
                .containsExactly("model1", "model3");
    }

    @Test
    @Order(9)
    void theCommandsSelectAndList() throws Exception {
        assertThat(api.command("select", "model3", "--wait")).contains("selected as revision", "is active");
        assertThat(api.command("canary", "model1", "--share", "0.25", "--wait")).contains("is active");
        assertThat(api.command("list")).contains("default", "canary", "25.00%", "revision");
        assertThat(api.command("canary", "--off", "--wait")).contains("is active");
        assertThat(api.command("list")).doesNotContain("25.00%");
        assertThat(api.command("select", "model9")).contains("422", "model9");
        assertThat(api.command("canary", "model1")).contains("--share");
    }

    @Test
    @Order(10)
    void theSelectionOutlivesARestart() throws Exception {
        long revision = api.get("/selection").get("revision").asLong();
        byte[] key = "selection".getBytes(UTF_8);
        pipeline.publish(List.of(
                new ProducerRecord<>("model-selection", 0, key, "null".getBytes(UTF_8)),
                new ProducerRecord<>("model-selection", 0, key, "no selection".getBytes(UTF_8)),
                new ProducerRecord<>("instances", 0, key, "null".getBytes(UTF_8))));
        SelectionApi.await(() -> api.get("/selection").has("desired"));
        assertThat(api.get("/selection").get("revision").asLong()).isEqualTo(revision);
        assertThat(api.get("/instances")).hasSize(1);
        pipeline.restartProcessor();
        assertThat(api.get("/selection").get("revision").asLong()).isEqualTo(revision);
        assertThat(predictions(5)).allSatisfy(prediction -> {
            assertThat(prediction.model().name()).isEqualTo("model3");
            assertThat(prediction.selectionRevision()).isEqualTo(revision);
        });
    }
}
