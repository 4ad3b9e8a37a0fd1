package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.Topics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A broker with TLS, SCRAM users and ACLs. Its clients have the permissions in docs/kafka-security.md and no others. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSecurityTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final TopicNames TOPICS = TopicNames.DEFAULT;

    /** Topics that the processor does not need to classify images. */
    private static final Set<String> OPTIONAL_TOPICS =
            Set.of(TOPICS.modelSelection(), TOPICS.instances(), TOPICS.shadow());

    /** Permissions of the processor for {@code POST /images}. */
    private static final Map<String, AclOperation> LIVE_PAGE = Map.of(
            TOPICS.images(), AclOperation.WRITE,
            TOPICS.predictions(), AclOperation.READ,
            TOPICS.rejected(), AclOperation.READ);

    @TempDir
    private static Path directory;

    private SecurityDocument document;
    private SecuredBroker broker;
    private SecuredProcessor processor;

    @BeforeAll
    void start() throws Exception {
        document = SecurityDocument.read();
        broker = SecuredBroker.start(document, directory);
        assertThat(run("administrator", "topics", "create")).hasLineCount(6).doesNotContain("exists");
        processor = SecuredProcessor.start(broker, directory);
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
    void theTableListsThePermissionsThatTheCommandsCreate() throws Exception {
        assertThat(broker.permissions()).isNotEmpty().isEqualTo(document.permissions());
    }

    @Test
    void everyRoleHasSufficientPermissions() throws Exception {
        Outputs before = committed(0);
        assertThat(run("publisher", "produce", "--images", "drawn", "--count", "20"))
                .contains("published 20 images");
        send("operator", TestImages.record("invalid", TestImages.invalid()));
        Outputs outputs = committed(before.records().size() + 21).without(before);
        assertThat(outputs.predictions())
                .extracting(PredictionEvent::imageId)
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(outputs.rejections()).extracting(Rejection::imageId).containsExactly("invalid");

        assertThat(run("subscriber", "predictions", "--from-beginning", "--count", "20", "--output", "json")
                        .lines())
                .hasSize(20)
                .allMatch(line -> line.contains("\"name\":\"model1\""));
        assertThat(run("operator", "rejected", "list")).contains("unsupported-format");
        for (String user : List.of("administrator", "publisher", "subscriber", "operator")) {
            RoleOperations.run(user, access(user));
        }
        assertThat(CommandProcess.startProcessor(
                                "replay",
                                "--bootstrap=" + broker.bootstrap(),
                                "--model=model3",
                                "--models=" + Pipeline.HOME.resolve("models"),
                                "-Dquarkus.config.locations=" + broker.processorConfig("replayer"))
                        .awaitExit(0))
                .containsPattern("done: [2-9][0-9]+ predictions in predictions\\.replay\\.model3, [1-9]");
    }

    @Test
    void eachPermissionOfARoleIsRequired() throws Exception {
        send("operator", TestImages.record("a rejection to read", TestImages.invalid()));
        for (AclBinding permission : document.permissions()) {
            String user = permission.entry().principal().substring("User:".length());
            if (!user.equals("processor") && !user.equals("replayer")) {
                broker.revoke(permission);
                assertThatThrownBy(() -> RoleOperations.run(user, access(user)))
                        .as("without %s", permission)
                        .isInstanceOfAny(BrokerException.class, AuthorizationException.class)
                        .hasMessageContaining(permission.pattern().name());
                broker.grant(permission);
            }
        }
    }

    @Test
    void noRoleHasThePermissionsOfAnother() throws Exception {
        assertThatThrownBy(() -> send("publisher", new ProducerRecord<>(TOPICS.predictions(), new byte[1])))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> send("subscriber", TestImages.record("not published", TestImages.png())))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void aFailureIsOneLineThatNamesTheReason() throws Exception {
        Path publisher = broker.commandConfig("publisher");
        Path wrongPassword = edited(publisher, "wrong-password", " password=\"[^\"]+\"", " password=\"wrong\"");
        Path untrusted = edited(publisher, "untrusted", "ssl\\.truststore\\S+", "");
        String at = broker.bootstrap();
        assertThat(start(at, wrongPassword, "produce", "--images", "drawn").awaitExit(1))
                .startsWith("authentication failed for user \"publisher\" at " + at)
                .hasLineCount(1);
        assertThat(start(at, untrusted, "rejected", "list").awaitExit(1))
                .startsWith("the certificate of Kafka at " + at + " is not trusted: unable to find valid certification")
                .hasLineCount(1);
        assertThat(start(at, publisher, "predictions").awaitExit(1))
                .isEqualToIgnoringNewLines("user \"publisher\" is not authorized for topic \"predictions\" at " + at);
        assertThat(CommandProcess.start("topics", "describe", "--bootstrap", at).awaitExit(1))
                .startsWith("Kafka at " + at + " expects TLS")
                .hasLineCount(1);
    }

    @Test
    void theCertificateMustExistAndMatchTheAddress() throws Exception {
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
    void withoutARequiredPermissionTheProcessorIsUnreadyAndResumesWithoutLossWithIt() throws Exception {
        Outputs before = committed(0);
        List<String> published = new ArrayList<>();
        for (AclBinding permission : document.permissions()) {
            if (permission.entry().principal().equals("User:processor")
                    && !OPTIONAL_TOPICS.contains(permission.pattern().name())
                    && LIVE_PAGE.get(permission.pattern().name())
                            != permission.entry().operation()) {
                broker.revoke(permission);
                for (byte[] data : List.of(TestImages.png(), new byte[] {1, 2, 3})) {
                    published.add(permission.pattern().name() + " "
                            + permission.entry().operation() + " " + data.length);
                    send("publisher", TestImages.record(published.get(published.size() - 1), data));
                }
                processor.awaitAuthorizationFailure(permission);
                broker.grant(permission);
                processor.awaitReady();
            }
        }
        Outputs outputs = committed(before.records().size() + published.size()).without(before);
        assertThat(outputs.imageIds()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(outputs.rejections()).hasSize(published.size() / 2);
    }

    @Test
    void withoutAnOptionalPermissionOnlyItsFeatureFails() throws Exception {
        broker.revoke(permission(TOPICS.modelSelection(), AclOperation.WRITE));
        HttpResponse<String> response = processor.putSelection("{\"model\":\"model3\"}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("Not authorized to access topics: [model-selection]");
        broker.grant(permission(TOPICS.modelSelection(), AclOperation.WRITE));

        broker.revoke(permission(TOPICS.modelSelection(), AclOperation.READ));
        processor.awaitLog("cannot read", "model-selection");
        assertThat(processor
                        .putSelection("{\"model\":\"model1\",\"shadow\":{\"model\":\"model3\",\"share\":1}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(processor.get("/selection")).contains("\"revision\":-1");
        broker.grant(permission(TOPICS.modelSelection(), AclOperation.READ));
        processor.await("/selection", body -> !body.contains("\"revision\":-1"));

        for (AclOperation operation : List.of(AclOperation.READ, AclOperation.WRITE)) {
            processor.await("/instances", body -> body.contains("model1"));
            broker.revoke(permission(TOPICS.instances(), operation));
            processor.await("/instances", "[]"::equals);
            broker.grant(permission(TOPICS.instances(), operation));
        }

        broker.revoke(permission(TOPICS.shadow(), AclOperation.WRITE));
        Outputs before = committed(0);
        send("publisher", TestImages.record("shadowed", TestImages.png()));
        assertThat(committed(before.records().size() + 1).without(before).imageIds())
                .containsExactly("shadowed");
        processor.await("/q/metrics", body -> body.contains("pawstream_shadow_publish_failures_total 1.0"));
        broker.grant(permission(TOPICS.shadow(), AclOperation.WRITE));
        assertThat(processor.isReady()).isTrue();
    }

    @Test
    void postingImagesHasItsOwnPermissions() throws Exception {
        for (Map.Entry<String, AclOperation> permission : LIVE_PAGE.entrySet()) {
            broker.revoke(permission(permission.getKey(), permission.getValue()));
            // The result must be on the topic that cannot be read.
            boolean valid = !permission.getKey().equals(TOPICS.rejected());
            HttpResponse<String> denied = processor.postImage(valid ? TestImages.png() : TestImages.invalid());
            broker.grant(permission(permission.getKey(), permission.getValue()));
            assertThat(denied.statusCode()).as(permission.toString()).isEqualTo(503);
            assertThat(denied.body()).contains("Not authorized to access topics: [" + permission.getKey() + "]");
        }
        HttpResponse<String> allowed = processor.postImage(TestImages.png());
        assertThat(allowed.statusCode()).as(allowed.body()).isEqualTo(200);
        assertThat(allowed.body()).contains("\"prediction\":{");
    }

    private AclBinding permission(String topic, AclOperation operation) {
        return document.permissions().stream()
                .filter(permission -> permission.entry().principal().equals("User:processor"))
                .filter(permission -> permission.pattern().name().equals(topic))
                .filter(permission -> permission.entry().operation() == operation)
                .findFirst()
                .orElseThrow();
    }

    private String run(String user, String... arguments) throws IOException, InterruptedException {
        return start(broker.bootstrap(), broker.commandConfig(user), arguments).awaitExit(0);
    }

    private static CommandProcess start(String bootstrap, Path config, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", bootstrap, "--command-config", config.toString()));
        return CommandProcess.start(all.toArray(String[]::new));
    }

    private static Path edited(Path settings, String name, String pattern, String replacement) throws IOException {
        String changed = Files.readString(settings).replaceAll(pattern, replacement);
        assertThat(changed).isNotEqualTo(Files.readString(settings));
        return Files.writeString(directory.resolve(name + ".properties"), changed);
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
