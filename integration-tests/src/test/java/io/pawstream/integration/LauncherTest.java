package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as users type them. */
@Tag("slow")
class LauncherTest {

    private static final String LAUNCHER =
            Pipeline.HOME.resolve("pawstream").toAbsolutePath().toString();

    @TempDir
    private Path folder;

    private Path output;

    @Test
    void processRunsUntilItIsStoppedAndClassifiesProducedImages() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
            topics.create(TopicPlan.DEFAULT);
            int port = EmbeddedBroker.freePort();
            Process processor = pawstream(
                    "process",
                    "--bootstrap",
                    broker.bootstrap(),
                    "--model",
                    "model1",
                    "--port",
                    Integer.toString(port));
            try {
                awaitReady(processor, port);
                String produced =
                        run("produce", "--bootstrap", broker.bootstrap(), "--images", "drawn", "--count", "5");
                assertThat(produced).contains("5");
                assertReadsNamesInTheLocaleC(broker.bootstrap());
                String predictions = run(
                        "predictions",
                        "--bootstrap",
                        broker.bootstrap(),
                        "--from-beginning",
                        "--count",
                        "6",
                        "--output",
                        "json");
                assertThat(predictions.lines().filter(line -> line.startsWith("{")))
                        .hasSize(6)
                        .allSatisfy(line -> assertThat(line).contains("\"name\":\"model1\""))
                        .anySatisfy(line -> assertThat(line).contains("\"subject\":\"kätzchen/猫.jpg\""));
                assertEndsWithTheReaderOfItsOutput(broker.bootstrap());
            } finally {
                processor.destroy();
            }
            assertThat(processor.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void assertReadsNamesInTheLocaleC(String bootstrap) throws IOException, InterruptedException {
        Path images = Files.createDirectories(folder.resolve("kätzchen"));
        Files.write(images.resolve("猫.jpg"), TestImages.jpeg());
        ProcessBuilder produce = command("produce", "--bootstrap", bootstrap, "--images", images.toString());
        produce.environment().put("LC_ALL", "C");
        Process process = produce.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output()).contains("published 1 images");
    }

    /** Nothing more is printed after the first line, so the command has to notice on its own that nobody reads. */
    private void assertEndsWithTheReaderOfItsOutput(String bootstrap) throws IOException, InterruptedException {
        String script = "(\"$0\" predictions --bootstrap \"$1\"; echo \"exit code $?\" >&2) | head -1";
        Process shell = redirected(new ProcessBuilder("bash", "-c", script, LAUNCHER, bootstrap))
                .start();
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).as(output()).isTrue();
        assertThat(output()).contains("image", "exit code 0");
    }

    /** Quarkus replaces localhost:9092, its default, with this variable, even if a user states localhost:9092. */
    @Test
    void anExplicitBrokerHasPrecedenceOverTheEnvironment() throws Exception {
        ProcessBuilder process = command(
                "process", "--bootstrap", "localhost:9092", "--port", Integer.toString(EmbeddedBroker.freePort()));
        process.environment().put("KAFKA_BOOTSTRAP_SERVERS", "kafka.invalid:9093");
        Process processor = process.start();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (processor.isAlive() && !output().contains("localhost:9092") && System.nanoTime() < end) {
                Thread.sleep(200);
            }
            assertThat(output()).contains("localhost:9092").doesNotContain("kafka.invalid");
            assertThat(processor.isAlive()).isTrue();
        } finally {
            processor.destroy();
        }
        assertThat(processor.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anUnknownCommandOrOptionIsNamed() throws Exception {
        assertThat(fail("nonsense")).contains("unknown command \"nonsense\"");
        assertThat(fail("process", "--speed=9")).contains("Unknown option: '--speed=9'");
        assertThat(fail("process", "-Dpawstream.models.watch=1s"))
                .contains("pawstream.models.watch", "does not map to any root");
        assertThat(fail("process", "-Dotel.traces.exporter=otlp", "-Dotel.exporter.otlp.protocol=grpc"))
                .contains(
                        "cannot start: OpenTelemetry: otel.exporter.otlp.protocol is \"grpc\"; it must be \"http/protobuf\"");
        assertThat(fail("process", "-Dkafka-streams.group.protocol=streams"))
                .contains("cannot start: kafka-streams.group.protocol is \"streams\"; it must be \"classic\"");
        assertThat(fail("process", "--model")).contains("Missing required parameter for option '--model'");
        assertThat(fail("process", "--bootstrap=localhost")).contains("\"localhost\" is not the address of a broker");
    }

    @Test
    void everyCommandPrintsTheVersionOfTheBuild() throws Exception {
        String version = run("--version");
        assertThat(version).matches("pawstream \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
        for (String command : List.of(
                "demo",
                "topics",
                "process",
                "produce",
                "predictions",
                "rejected",
                "models",
                "replay",
                "data",
                "train",
                "import",
                "quantize",
                "evaluate",
                "report",
                "chaos",
                "soak",
                "bench")) {
            assertThat(run(command, "--version")).as(command).isEqualTo(version);
        }
    }

    @Test
    void defaultPathsDoNotDependOnTheCurrentDirectory() throws Exception {
        // Tests run in the directory of their module. The help may break a path, but never within the last words.
        Path models = Pipeline.HOME.toAbsolutePath().normalize().resolve("models");
        for (String command : new String[] {"evaluate", "import", "quantize", "report", "train"}) {
            assertThat(run(command, "--help").replaceAll("\\s+", ""))
                    .as(command)
                    .contains("(default:" + models.toString().replaceAll("\\s+", "") + ")");
        }
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Process process = pawstream(arguments);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
        return output();
    }

    private String fail(String... arguments) throws IOException, InterruptedException {
        Process process = pawstream(arguments);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        return output();
    }

    private Process pawstream(String... arguments) throws IOException {
        return command(arguments).start();
    }

    private ProcessBuilder command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, LAUNCHER);
        return redirected(new ProcessBuilder(command));
    }

    private ProcessBuilder redirected(ProcessBuilder builder) throws IOException {
        output = Files.createTempFile(folder, "output", ".txt");
        return builder.redirectErrorStream(true).redirectOutput(output.toFile());
    }

    /** What the process that was started last has printed. */
    private String output() throws IOException {
        return Files.readString(output);
    }

    private void awaitReady(Process processor, int port) throws IOException, InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!isOk(http, ready)) {
            assertThat(processor.isAlive()).as(output()).isTrue();
            assertThat(System.nanoTime()).as(output()).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static boolean isOk(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
