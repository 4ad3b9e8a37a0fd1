package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.TopicNames;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds the container images and runs the Compose stack, without Grafana. */
@Tag("slow")
@Tag("alone")
@Timeout(300)
class ContainersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** {@code stop_grace_period} of the processor. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

    /** {@code mem_limit} of the processor. */
    private static final long MEMORY_KILOBYTES = 1536 << 10;

    /** Decoding one of the large images takes about a second of CPU time. */
    private static final Duration LARGE_TIMEOUT = Duration.ofMinutes(3);

    private static ComposeStack stack;

    @BeforeAll
    @Timeout(600)
    static void start() throws Exception {
        RequiredTool.requireContainerEngine();
        stack = ComposeStack.create();
        stack.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (stack != null) {
            stack.stop();
        }
    }

    @Test
    void allServicesAreHealthyAndPredictionsArrive() throws Exception {
        stack.up(Map.of());

        for (String service : List.of("kafka", "processor", "prometheus")) {
            stack.awaitHealthy(service, 1);
        }
        Outputs outputs = Outputs.await(stack.bootstrap(), 40, TIMEOUT);
        assertThat(outputs.predictions()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(outputs.rejections()).isEmpty();
    }

    @Test
    void prometheusScrapesTheProcessorAndLoadsAllAlertRules() throws Exception {
        stack.up(Map.of());
        List<String> alerts = new YAMLMapper()
                .readTree(Pipeline.HOME.resolve("deploy/prometheus/alerts.yml").toFile())
                .findValuesAsText("alert");

        SelectionApi.await(() -> up() == 1);
        JsonNode rules = prometheus("/api/v1/rules").at("/data/groups/0/rules");
        assertThat(rules.findValuesAsText("name")).isEqualTo(alerts);
        assertThat(rules.findValuesAsText("health")).doesNotContain("err");
    }

    /** Number of instances that Prometheus scrapes. */
    private static int up() throws Exception {
        return prometheus("/api/v1/query?query=sum(up)")
                .at("/data/result/0/value/1")
                .asInt();
    }

    private static JsonNode prometheus(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(stack.prometheus().resolve(path)).build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @ParameterizedTest
    @CsvSource({"processor, 1536", "producer, 512"})
    void containersAreConfined(String service, long memoryMegabytes) throws Exception {
        stack.up(Map.of());
        String container = stack.container(service);
        long memory = memoryMegabytes << 20;

        JsonNode host = ComposeStack.inspect(container).get("HostConfig");
        assertThat(host.get("ReadonlyRootfs").asBoolean()).isTrue();
        assertThat(host.get("Memory").asLong()).isEqualTo(memory);
        assertThat(ComposeStack.inside(container, "id -u")).isEqualTo("10001");
        assertThat(ComposeStack.inside(container, "cat /proc/1/comm")).isEqualTo("java");
        assertThat(ComposeStack.inside(container, "cat /proc/1/status"))
                .containsPattern("CapEff:\\s+0{16}\n")
                .containsPattern("CapBnd:\\s+0{16}\n")
                .containsPattern("NoNewPrivs:\\s+1\n");
        assertThat(ComposeStack.inside(container, "touch /opt/pawstream/x 2>&1 || true"))
                .contains("Read-only file system");
        // The first file is of cgroup 2, the second of cgroup 1.
        assertThat(ComposeStack.inside(
                        container,
                        "cat /sys/fs/cgroup/memory.max 2>/dev/null"
                                + " || cat /sys/fs/cgroup/memory/memory.limit_in_bytes"))
                .isEqualTo(Long.toString(memory));
    }

    @Test
    void aModelInTheVolumeIsServed() throws Exception {
        String models = Pipeline.HOME.resolve("models").toRealPath() + ":/models:ro";
        stack.compose(
                Map.of(),
                "run",
                "--rm",
                "--volume",
                models,
                "--entrypoint",
                "cp",
                "trainer",
                "-r",
                "/models/model1-8bit",
                "/trained/");

        stack.up(Map.of("PAWSTREAM_MODELS_DIRECTORY", "/trained", "PAWSTREAM_MODEL", "model1-8bit"));

        SelectionApi.await(() -> Outputs.await(stack.bootstrap(), 1, TIMEOUT).predictions().stream()
                .map(PredictionEvent::model)
                .anyMatch(model -> model.name().equals("model1-8bit")));
    }

    @Test
    void manyProcessorsAndLittleMemorySurviveLargeImages() throws Exception {
        stack.up(Map.of("JDK_JAVA_OPTIONS", "-XX:ActiveProcessorCount=16"));
        stack.awaitHealthy("processor", 1);
        String container = stack.container("processor");
        List<byte[]> large = List.of(
                BlackPng.of(7_071, 7_071, BlackPng.RGB_ALPHA, 8),
                BlackPng.of(5_500, 5_500, BlackPng.RGB_ALPHA, 16),
                BlackPng.of(7_071, 7_071, BlackPng.GREY, 16));

        List<String> ids = IntStream.range(0, 32).mapToObj(i -> "large-" + i).toList();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrap(), "max.request.size", TopicNames.DEFAULT_MAX_IMAGE_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < ids.size(); i++) {
                producer.send(TestImages.record(ids.get(i), large.get(i % large.size())))
                        .get();
            }
        }

        SelectionApi.await(
                LARGE_TIMEOUT,
                () -> Outputs.await(stack.bootstrap(), 1, TIMEOUT).imageIds().containsAll(ids));
        JsonNode state = ComposeStack.inspect(container);
        assertThat(state.at("/State/Running").asBoolean()).isTrue();
        assertThat(state.at("/State/OOMKilled").asBoolean()).isFalse();
        assertThat(state.get("RestartCount").asInt()).isZero();
        assertThat(ComposeStack.inside(container, "cat /proc/1/task/*/comm | grep -c '^pawstream-infer'"))
                .isEqualTo("16");
        assertThat(peakKilobytes(container)).isLessThan(MEMORY_KILOBYTES * 9 / 10);
    }

    /** With this little memory, Java would use the serial collector. */
    @Test
    void theProcessorUsesTheG1Collector() throws Exception {
        stack.up(Map.of());
        stack.awaitHealthy("processor", 1);
        assertThat(metrics(stack.container("processor"))).contains("G1 Old Gen");
    }

    /** The peak of the cgroup would include cached files, which do not count. */
    private static long peakKilobytes(String container) throws Exception {
        return Long.parseLong(
                ComposeStack.inside(container, "sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/1/status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"processor", "producer", "trainer"})
    void everyImagePrintsTheVersion(String image) throws Exception {
        assertThat(ComposeStack.docker("run", "--rm", "pawstream/" + image + ":local", "--version"))
                .matches("pawstream \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    /** The chart passes these settings like this, because the dots are lost in {@code KAFKA_STREAMS_MAX_TASK_IDLE_MS}. */
    @Test
    void aVariableNamedLikeAKafkaSettingSetsIt() throws Exception {
        String container = ComposeStack.docker(
                        "run", "--detach", "--env", "kafka-streams.max.task.idle.ms=never", "pawstream/processor:local")
                .strip();
        try {
            assertThat(ComposeStack.docker("wait", container).strip()).isEqualTo("1");
            assertThat(ComposeStack.docker("logs", container))
                    .contains("Invalid value never for configuration max.task.idle.ms");
        } finally {
            ComposeStack.docker("rm", "--force", container);
        }
    }

    @Test
    void threeInstancesShareThePartitions() throws Exception {
        stack.up(Map.of(), "--scale", "processor=3");

        stack.awaitHealthy("processor", 3);
        SelectionApi.await(() -> up() == 3);
        for (String container : stack.containers("processor")) {
            SelectionApi.await(() -> classified(container) > 0);
        }
    }

    private static double classified(String container) throws Exception {
        return Stream.of(metrics(container).split("\n"))
                .filter(line -> line.startsWith("pawstream_images_classified_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String metrics(String container) throws Exception {
        return ComposeStack.inside(container, "curl -s http://localhost:8080/q/metrics");
    }

    @Test
    void theProcessorStopsWithinTheGracePeriod() throws Exception {
        stack.up(Map.of());
        stack.awaitHealthy("processor", 1);
        String container = stack.container("processor");

        long start = System.nanoTime();
        ComposeStack.docker("stop", "--time", Long.toString(GRACE_PERIOD.toSeconds()), container);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GRACE_PERIOD.dividedBy(2));
        // 143 is the end by SIGTERM, 137 would be SIGKILL.
        assertThat(ComposeStack.inspect(container).at("/State/ExitCode").asInt())
                .isIn(0, 143);
        assertThat(ComposeStack.docker("logs", "--tail", "5", container)).contains("stopped");
    }
}
