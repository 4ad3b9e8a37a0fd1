package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A broker that asks for TLS, passwords and rights; its clients have what docs/kafka-security.md gives them, no more. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSecurityTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final TopicNames TOPICS = TopicNames.DEFAULT;

    /** What the processor needs for other things than classifying what comes: of any topic here, and beside them. */
    private static final Set<String> BESIDE = Set.of(TOPICS.modelSelection(), TOPICS.instances(), TOPICS.shadow());

    private static final Map<String, AclOperation> LIVE_PAGE = Map.of(
            TOPICS.images(), AclOperation.WRITE,
            TOPICS.predictions(), AclOperation.READ,
            TOPICS.rejected(), AclOperation.READ);

    @TempDir
    private static Path folder;

    private SecurityDocument document;
    private SecuredBroker broker;
    private ProcessorProcess processor;
    private Path log;

    @BeforeAll
    void start() throws Exception {
        document = SecurityDocument.read();
        broker = SecuredBroker.start(document, folder);
        Map<String, String> settings = Map.of(
                "quarkus.config.locations", broker.processorConfig("processor").toString(),
                "pawstream.models.directory", Pipeline.HOME.resolve("models").toString(),
                "pawstream.model", "model1",
                // A stream thread that failed is a member of the group for so long.
                "kafka-streams.consumer.session.timeout.ms", "2000",
                "kafka-streams.consumer.heartbeat.interval.ms", "500");
        assertThat(run("administrator", "topics", "create")).hasLineCount(6).doesNotContain("exists");
        log = folder.resolve("processor.log");
        processor = ProcessorProcess.start(new ProcessorProcess.Spec(
                Pipeline.HOME, broker.bootstrap(), EmbeddedBroker.freePort(), 512, settings, log));
        processor.awaitReady(TIMEOUT, () -> false);
    }

    @AfterAll
    void close() {
        if (processor != null) {
            processor.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void theTableHasTheRightsThatTheCommandsGive() throws Exception {
        assertThat(broker.rights()).isNotEmpty().isEqualTo(document.rights());
    }

    @Test
    void everyRoleDoesItsWork() throws Exception {
        Outputs before = committed(0);
        assertThat(run("publisher", "produce", "--images", "drawn", "--count", "20"))
                .contains("published 20 images");
        send("operator", image(new byte[] {1, 2, 3}, "again"));
        Outputs outputs = committed(before.records().size() + 21).without(before);
        assertThat(outputs.predictions())
                .extracting(PredictionEvent::imageId)
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(outputs.rejections()).extracting(Rejection::imageId).containsExactly("again");

        assertThat(run("subscriber", "predictions", "--from-beginning", "--count", "20", "--output", "json")
                        .lines())
                .hasSize(20)
                .allMatch(line -> line.contains("\"name\":\"model1\""));
        assertThat(run("operator", "rejected", "list")).contains("unsupported-format");
        for (String user : List.of("administrator", "publisher", "subscriber", "operator")) {
            RoleWork.of(user, access(user));
        }
        assertThat(CommandProcess.startProcessor(
                                "replay",
                                "--bootstrap=" + broker.bootstrap(),
                                "--model=model3",
                                "--models=" + Pipeline.HOME.resolve("models"),
                                "-Dquarkus.config.locations=" + broker.processorConfig("replayer"))
                        .end(0))
                .containsPattern("done: [2-9][0-9]+ predictions in predictions\\.replay\\.model3, [1-9]");
    }

    @Test
    void noRoleDoesItsWorkWithoutOneOfItsRights() throws Exception {
        send("operator", image(new byte[] {1, 2, 3}, "a rejection to read"));
        for (AclBinding right : document.rights()) {
            String user = right.entry().principal().substring("User:".length());
            if (!user.equals("processor") && !user.equals("replayer")) {
                broker.take(right);
                assertThatThrownBy(() -> RoleWork.of(user, access(user)))
                        .as("without %s", right)
                        .isInstanceOfAny(BrokerException.class, AuthorizationException.class)
                        .hasMessageContaining(right.pattern().name());
                broker.give(right);
            }
        }
    }

    @Test
    void nobodyDoesTheWorkOfAnother() throws Exception {
        assertThatThrownBy(() -> send("publisher", new ProducerRecord<>(TOPICS.predictions(), new byte[1])))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> send("subscriber", image(TestImages.png(), "no")))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void whatIsRefusedIsOneLineThatNamesIt() throws Exception {
        Path publisher = broker.commandConfig("publisher");
        Path wrongPassword = edited(publisher, "wrong-password", " password=\"[^\"]+\"", " password=\"wrong\"");
        Path untrusted = edited(publisher, "untrusted", "ssl\\.truststore\\S+", "");
        String at = broker.bootstrap();
        assertThat(start(at, wrongPassword, "produce", "--images", "drawn").end(1))
                .startsWith("authentication failed for user \"publisher\" at " + at)
                .hasLineCount(1);
        assertThat(start(at, untrusted, "rejected", "list").end(1))
                .startsWith("the certificate of Kafka at " + at + " is not trusted: unable to find valid certification")
                .hasLineCount(1);
        assertThat(start(at, publisher, "predictions").end(1))
                .isEqualToIgnoringNewLines("user \"publisher\" is not authorized for topic \"predictions\" at " + at);
        assertThat(CommandProcess.start("topics", "describe", "--bootstrap", at).end(1))
                .startsWith("Kafka at " + at + " expects TLS")
                .hasLineCount(1);
    }

    @Test
    void aCertificateHasToBeThereAndHasToBeForTheAddress() throws Exception {
        String byNumber = broker.bootstrap().replace("localhost", "127.0.0.1");
        assertThatThrownBy(() -> find(KafkaAccess.to(byNumber, broker.commandConfig("administrator"))))
                .hasMessageStartingWith(
                        "the certificate of Kafka at " + byNumber + " is not trusted: No subject alternative names");
        Path lost = edited(broker.commandConfig("administrator"), "lost", "ca\\.pem", "lost.pem");
        assertThatThrownBy(() -> find(KafkaAccess.to(broker.bootstrap(), lost)))
                .hasMessageMatching("cannot connect to Kafka at .+: Failed to load PEM SSL keystore .+lost\\.pem");
    }

    private static void find(KafkaAccess access) throws BrokerException {
        try (Topics topics = Topics.at(access)) {
            topics.find(TOPICS.images());
        }
    }

    @Test
    void withoutOneOfItsRightsTheProcessorIsUnreadyAndWithItGoesOnAndNothingIsLost() throws Exception {
        Outputs before = committed(0);
        List<String> published = new ArrayList<>();
        for (AclBinding right : document.rights()) {
            if (right.entry().principal().equals("User:processor")
                    && !BESIDE.contains(right.pattern().name())
                    && LIVE_PAGE.get(right.pattern().name()) != right.entry().operation()) {
                broker.take(right);
                for (byte[] data : List.of(TestImages.png(), new byte[] {1, 2, 3})) {
                    published.add(right.pattern().name() + " " + right.entry().operation() + " " + data.length);
                    send("publisher", image(data, published.get(published.size() - 1)));
                }
                awaitFault(right);
                broker.give(right);
                processor.awaitReady(TIMEOUT, () -> false);
            }
        }
        Outputs outputs = committed(before.records().size() + published.size()).without(before);
        assertThat(outputs.imageIds()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(outputs.rejections()).hasSize(published.size() / 2);
    }

    @Test
    void withoutARightBesideTheStreamOnlyWhatItIsForStandsStill() throws Exception {
        broker.take(beside(TOPICS.modelSelection(), AclOperation.WRITE));
        HttpResponse<String> refused = put("{\"model\":\"model3\"}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("Not authorized to access topics: [model-selection]");
        broker.give(beside(TOPICS.modelSelection(), AclOperation.WRITE));

        broker.take(beside(TOPICS.modelSelection(), AclOperation.READ));
        awaitLog("cannot read the topic model-selection");
        assertThat(put("{\"model\":\"model1\",\"shadow\":{\"model\":\"model3\",\"share\":1}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(processor.get("/selection").body()).contains("\"revision\":-1");
        broker.give(beside(TOPICS.modelSelection(), AclOperation.READ));
        await("/selection", body -> !body.contains("\"revision\":-1"));

        for (AclOperation operation : List.of(AclOperation.READ, AclOperation.WRITE)) {
            await("/instances", body -> body.contains("model1"));
            broker.take(beside(TOPICS.instances(), operation));
            await("/instances", "[]"::equals);
            broker.give(beside(TOPICS.instances(), operation));
        }

        broker.take(beside(TOPICS.shadow(), AclOperation.WRITE));
        Outputs before = committed(0);
        send("publisher", image(TestImages.png(), "shadowed"));
        assertThat(committed(before.records().size() + 1).without(before).imageIds())
                .containsExactly("shadowed");
        await("/q/metrics", body -> body.contains("pawstream_shadow_publish_failures_total 1.0"));
        broker.give(beside(TOPICS.shadow(), AclOperation.WRITE));
        assertThat(processor.isReady()).isTrue();
    }

    @Test
    void theLivePageSendsImagesWithItsOwnRights() throws Exception {
        for (Map.Entry<String, AclOperation> right : LIVE_PAGE.entrySet()) {
            broker.take(beside(right.getKey(), right.getValue()));
            // What becomes of it is on the topic that may not be read.
            boolean isImage = !right.getKey().equals(TOPICS.rejected());
            HttpResponse<String> refused = sendFromPage(isImage ? TestImages.png() : new byte[] {1, 2, 3});
            broker.give(beside(right.getKey(), right.getValue()));
            assertThat(refused.statusCode()).as(right.toString()).isEqualTo(503);
            assertThat(refused.body()).contains("Not authorized to access topics: [" + right.getKey() + "]");
        }
        HttpResponse<String> answer = sendFromPage(TestImages.png());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"prediction\":{");
    }

    private HttpResponse<String> sendFromPage(byte[] content) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(processor.url().resolve("/images"))
                                .header("X-File-Name", "pet.png")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private AclBinding beside(String topic, AclOperation operation) {
        return document.rights().stream()
                .filter(right -> right.entry().principal().equals("User:processor"))
                .filter(right -> right.pattern().name().equals(topic))
                .filter(right -> right.entry().operation() == operation)
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> put(String selection) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(processor.url().resolve("/selection"))
                                .PUT(HttpRequest.BodyPublishers.ofString(selection))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void await(String path, Predicate<String> wanted) throws IOException, InterruptedException {
        await(path, () -> processor.get(path).body(), wanted);
    }

    private void awaitLog(String words) throws IOException, InterruptedException {
        await("the log", () -> Files.readString(log), text -> text.contains(words));
    }

    /** Reads something that changes. */
    @FunctionalInterface
    private interface Reading {
        String read() throws IOException, InterruptedException;
    }

    private static void await(String name, Reading reading, Predicate<String> wanted)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        String text = "";
        while (!wanted.test(text)) {
            assertThat(System.nanoTime()).as("%s: %s", name, text).isLessThan(deadline);
            Thread.sleep(50);
            text = reading.read();
        }
    }

    private void awaitFault(AclBinding missing) throws IOException, InterruptedException {
        String name = missing.pattern().resourceType() == ResourceType.TRANSACTIONAL_ID
                ? "Transactional Id"
                : missing.pattern().name();
        await(
                "/q/health/ready",
                health -> health.contains("\"fault\": \"Kafka refuses access: ") && health.contains(name));
        assertThat(processor.isReady()).isFalse();
    }

    private String run(String user, String... arguments) throws IOException, InterruptedException {
        return start(broker.bootstrap(), broker.commandConfig(user), arguments).end(0);
    }

    private static CommandProcess start(String bootstrap, Path config, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", bootstrap, "--command-config", config.toString()));
        return CommandProcess.start(all.toArray(String[]::new));
    }

    private static Path edited(Path settings, String name, String pattern, String replacement) throws IOException {
        String changed = Files.readString(settings).replaceAll(pattern, replacement);
        assertThat(changed).isNotEqualTo(Files.readString(settings));
        return Files.writeString(folder.resolve(name + ".properties"), changed);
    }

    private static ProducerRecord<byte[], byte[]> image(byte[] data, String id) {
        ImageEvent event = new ImageEvent(id, "test", null, null, null, null, null, null, data);
        return ImageEventCodec.toRecord(TOPICS.images(), event);
    }

    private void send(String user, ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                access(user).settings(Map.of("max.block.ms", 30_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private KafkaAccess access(String user) throws IOException {
        return KafkaAccess.to(broker.bootstrap(), broker.commandConfig(user));
    }

    private Outputs committed(int records) {
        return Outputs.await(broker.internalBootstrap(), records, TIMEOUT);
    }
}
