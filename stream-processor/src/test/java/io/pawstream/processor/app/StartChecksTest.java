package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ModelRepository;
import io.pawstream.processor.TestConfig;
import io.pawstream.processor.streams.TopicsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartChecksTest {

    @TempDir
    private Path models;

    private final Map<String, String> settings = new HashMap<>(Map.of("pawstream.model", "model1"));
    private final Map<String, String> topics = new HashMap<>();
    private String bootstrapServers = "localhost:9092";
    private final Map<String, String> kafka = new HashMap<>();
    private StartChecks.Http http = new StartChecks.Http(true, "127.0.0.1", 0);

    @BeforeEach
    void createModel() throws IOException {
        Files.createDirectories(models.resolve("model1"));
        Files.writeString(models.resolve("model1").resolve("model.json"), "{}");
    }

    private void check() throws IOException {
        new StartChecks(
                        TestConfig.of(ProcessorConfig.class, settings),
                        TestConfig.of(TopicsConfig.class, topics),
                        new ModelRepository(models),
                        new Termination(),
                        http,
                        new StartChecks.Kafka(bootstrapServers, kafka))
                .check();
    }

    @Test
    void aValidConfigurationPasses() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void anAddressWithoutAPortIsNamedWithItsSetting() {
        bootstrapServers = "localhost";
        assertThatThrownBy(this::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("quarkus.kafka-streams.bootstrap-servers: \"localhost\" is not the address");
    }

    @Test
    void atLeastOneHostMustBeKnown() {
        bootstrapServers = "kafka.invalid:9092,localhost:9092";
        assertThatCode(this::check).doesNotThrowAnyException();
        bootstrapServers = "kafka.invalid:9092";
        assertThatThrownBy(this::check)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no host of the Kafka brokers is known: kafka.invalid:9092");
    }

    @Test
    void theGroupProtocolMustBeClassic() {
        kafka.put("group.protocol", "CLASSIC");
        assertThatCode(this::check).doesNotThrowAnyException();
        kafka.put("group.protocol", "streams");
        assertThatThrownBy(this::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kafka-streams.group.protocol is \"streams\"; it must be \"classic\"");
    }

    @ParameterizedTest
    @CsvSource({
        "max.task.idle.ms, max.task.idle.ms",
        "consumer.max.poll.records, max.poll.records",
        "producer.linger.ms, linger.ms",
    })
    void settingsOfKafkaStreamsAndItsClientsAreChecked(String setting, String name) {
        kafka.put(setting, "20");
        assertThatCode(this::check).doesNotThrowAnyException();
        kafka.put(setting, "many");
        assertThatThrownBy(this::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("setting of kafka-streams: Invalid value many for configuration " + name);
    }

    @Test
    void theConfiguredModelMustExistEvenIfAnotherOneIsSelected() {
        settings.put("pawstream.model", "model2");
        assertThatThrownBy(this::check)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pawstream.model (--model): model \"model2\" not found in " + models)
                .hasMessageContaining("available: model1");
        settings.put("pawstream.model", "../model1");
        assertThatThrownBy(this::check).hasMessageContaining("model \"../model1\" not found");
    }

    @Test
    void topicNamesMustDiffer() {
        topics.put("pawstream.topics.predictions", "images");
        assertThatThrownBy(this::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic names must differ");
    }

    @Test
    void cudaMustBePartOfTheBuild() {
        settings.put("pawstream.device", "cuda");
        assertThatThrownBy(this::check)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "pawstream.device: CUDA is not part of this build; build with the Maven profile \"cuda\", or"
                                + " use the device \"cpu\"");
    }

    @Test
    void theModeMustBeKnown() {
        settings.put("pawstream.mode", "test");
        assertThatThrownBy(this::check).hasMessageContaining("pawstream.mode is \"test\"");
    }

    @Test
    void thePortMustBeFreeIfThereIsAServer() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            http = new StartChecks.Http(true, "127.0.0.1", other.getLocalPort());
            assertThatThrownBy(this::check)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + other.getLocalPort() + ": ")
                    .hasMessageEndingWith("; set another quarkus.http.port (--port)");
            http = new StartChecks.Http(false, "127.0.0.1", other.getLocalPort());
            assertThatCode(this::check).doesNotThrowAnyException();
        }
    }
}
