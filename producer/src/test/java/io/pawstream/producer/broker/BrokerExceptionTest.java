package io.pawstream.producer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerExceptionTest {

    private static final KafkaAccess ACCESS = KafkaAccess.to("host:9092");

    @TempDir
    private Path folder;

    @Test
    void errorsAreInWordsForPeople() {
        assertThat(message(new ExecutionException(new TimeoutException("Call(describeConfigs)"))))
                .isEqualTo("no Kafka broker answers at host:9092; is it running, and is the address right?");
        assertThat(message(new KafkaException("Failed", new ConfigException("Invalid url in bootstrap.servers"))))
                .isEqualTo("cannot connect to Kafka at host:9092: Invalid url in bootstrap.servers");
        assertThat(message(new SaslAuthenticationException("wrong password")))
                .isEqualTo("Kafka at host:9092 refuses access: wrong password");
        assertThat(message(new KafkaException("broken"))).isEqualTo("Kafka at host:9092 fails: KafkaException, broken");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() throws BrokerException {
        KafkaAccess nowhere =
                new KafkaAccess("localhost:1", Map.of("default.api.timeout.ms", "600", "request.timeout.ms", "300"));
        try (Topics topics = Topics.at(nowhere)) {
            assertThatThrownBy(() -> topics.maxMessageBytes("images"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("no Kafka broker answers at localhost:1");
        }
    }

    @Test
    void anAddressWithoutAPortIsNamed() {
        assertThatThrownBy(() -> Topics.at(KafkaAccess.to("localhost")))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("cannot connect to Kafka at localhost: Invalid url");
    }

    @Test
    void settingsComeFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), "security.protocol=SSL\n");
        assertThat(KafkaAccess.to("host:9092", file).settings(Map.of("acks", "all")))
                .isEqualTo(Map.of("acks", "all", "security.protocol", "SSL", "bootstrap.servers", "host:9092"));
        assertThatThrownBy(() -> KafkaAccess.to("host:9092", folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none: there is no such file");
    }

    private static String message(Throwable error) {
        return BrokerException.of(ACCESS, error).getMessage();
    }
}
