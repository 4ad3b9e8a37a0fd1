package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.ProcessorSpec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A processor on a {@link SecuredBroker}. Its user has the permissions that the document lists for it.
 *
 * @param process the process
 * @param log its log
 */
record SecuredProcessor(ProcessorProcess process, Path log) implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Starts a processor and waits until it is ready. The topics must exist. */
    static SecuredProcessor start(SecuredBroker broker, Path directory) throws Exception {
        Map<String, String> settings = Map.of(
                "quarkus.config.locations", broker.processorConfig("processor").toString(),
                "pawstream.models.directory", Pipeline.HOME.resolve("models").toString(),
                "pawstream.model", "model1",
                // A failed stream thread stays a member of the group for the session timeout.
                "kafka-streams.consumer.session.timeout.ms", "2000",
                "kafka-streams.consumer.heartbeat.interval.ms", "500");
        Path log = directory.resolve("processor.log");
        ProcessorProcess process = ProcessorProcess.start(
                new ProcessorSpec(Pipeline.HOME, broker.bootstrap(), EmbeddedBroker.freePort(), 512, settings, log));
        SecuredProcessor processor = new SecuredProcessor(process, log);
        try {
            processor.awaitReady();
            return processor;
        } catch (IOException | InterruptedException e) {
            processor.close();
            throw e;
        }
    }

    void awaitReady() throws IOException, InterruptedException {
        process.awaitReady(TIMEOUT, () -> false);
    }

    boolean isReady() throws InterruptedException {
        return process.isReady();
    }

    /** Sends an image as the live page does. */
    HttpResponse<String> postImage(byte[] content) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(process.url().resolve("/images"))
                        .header("X-File-Name", "pet.png")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> putSelection(String selection) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(process.url().resolve("/selection"))
                        .PUT(HttpRequest.BodyPublishers.ofString(selection))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String get(String path) throws IOException, InterruptedException {
        return process.get(path).body();
    }

    /** Waits until a resource meets a condition. */
    void await(String path, Predicate<String> condition) throws IOException, InterruptedException {
        await(path, () -> get(path), condition);
    }

    /** Waits until a line of the log contains some words. */
    void awaitLog(String... words) throws IOException, InterruptedException {
        await("the log", () -> Files.readString(log), text -> text.lines()
                .anyMatch(line -> Stream.of(words).allMatch(line::contains)));
    }

    /** Waits until readiness reports a failure of authorization for the resource of a permission. */
    void awaitAuthorizationFailure(AclBinding missing) throws IOException, InterruptedException {
        String name = missing.pattern().resourceType() == ResourceType.TRANSACTIONAL_ID
                ? "Transactional Id"
                : missing.pattern().name();
        await(
                "/q/health/ready",
                health -> health.contains("\"failure\": \"Kafka denies access")
                        && health.contains("\"DOWN\"")
                        && health.contains(name));
        assertThat(isReady()).isFalse();
    }

    /** Reads a text that changes. */
    @FunctionalInterface
    private interface Reading {
        String read() throws IOException, InterruptedException;
    }

    private static void await(String name, Reading reading, Predicate<String> condition)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        String text = "";
        while (!condition.test(text)) {
            assertThat(System.nanoTime()).as("timeout; %s: %s", name, text).isLessThan(deadline);
            Thread.sleep(50);
            text = reading.read();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
