package io.pawstream.producer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KafkaAccessTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void clientPropertiesTakePrecedenceOverOwnSettings() throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "security.protocol=SSL\nlinger.ms=5\n");
        assertThat(KafkaAccess.to("host:9092", file).settings(Map.of("acks", "all", "linger.ms", 20)))
                .isEqualTo(Map.of(
                        "acks", "all",
                        "linger.ms", "5",
                        "security.protocol", "SSL",
                        "bootstrap.servers", "host:9092"));
    }

    @Test
    void theAddressIsTheGivenOneWhateverTheFileSays() throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "bootstrap.servers=other:1\n");
        assertThat(KafkaAccess.to("host:9092", file).settings(Map.of()))
                .isEqualTo(Map.of("bootstrap.servers", "host:9092"));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> KafkaAccess.to("host:9092", directory.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read the Kafka client properties in ")
                .hasMessageEndingWith("none: no such file");
    }

    @Test
    void aFileThatIsNotAPropertiesFileIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "password=\\uXYZ");
        assertThatThrownBy(() -> KafkaAccess.to("host:9092", file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("client.properties: Malformed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ...ScramLoginModule required username="ann" password="b"; | user "ann"
            ...ScramLoginModule required password="b" username = ann; | user "ann"
            ...Krb5LoginModule required useTicketCache=true;          | this client
            """, quoteCharacter = '`')
    void theUserNameIsInTheLoginSettings(String login, String user) {
        assertThat(new KafkaAccess("host:9092", Map.of("sasl.jaas.config", login)).user())
                .isEqualTo(user);
    }
}
