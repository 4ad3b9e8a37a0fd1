package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class BootstrapServersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "127.0.0.1:1",
                "[::1]:9092",
                "kafka-0.kafka_1.example:65535",
                "a:1,b:2,[fe80::1]:3"
            })
    void hostAndPortAreAccepted(String addresses) {
        assertThat(new BootstrapServers().convert(addresses)).isEqualTo(addresses);
    }

    @Test
    void spacesAreRemoved() {
        assertThat(BootstrapServers.parse(" a:1, b:2 ")).isEqualTo("a:1,b:2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:",
                ":9092",
                "",
                "a:1,",
                ",a:1",
                "a:0",
                "a:65536",
                "a:123456",
                "a:b",
                "::1:9092",
                "PLAINTEXT://a:1",
                "a b:1/x",
                "a:1:2"
            })
    void anythingElseFailsWithTheFormAndAnExample(String addresses) {
        assertThatThrownBy(() -> new BootstrapServers().convert(addresses))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not the address of a broker; it must be HOST:PORT")
                .hasMessageContaining("localhost:9092");
    }

    @Test
    void theMessageNamesTheAddress() {
        assertThatThrownBy(() -> BootstrapServers.parse("a:1,kafka"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"kafka\" is not");
    }
}
