package io.pawstream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.producer.broker.KafkaAccess;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProducerSettingsTest {

    @Test
    void nothingIsLostAndMemoryHasALimit() {
        assertThat(ProducerSettings.of(KafkaAccess.to("host:9092"), 1 << 20))
                .containsEntry("bootstrap.servers", "host:9092")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("max.in.flight.requests.per.connection", 1)
                .containsEntry("metadata.max.age.ms", 10_000)
                .containsEntry("compression.type", "none")
                .containsEntry("max.request.size", 1 << 20)
                .containsEntry("batch.size", 256 << 10)
                .containsEntry("buffer.memory", 32L << 20);
    }

    @Test
    void theLargestRecordFitsIntoBatchAndBuffer() {
        assertThat(ProducerSettings.of(KafkaAccess.to("host:9092"), 64 << 20))
                .containsEntry("buffer.memory", 64L << 20);
        assertThat(ProducerSettings.of(KafkaAccess.to("host:9092"), 4096)).containsEntry("batch.size", 4096);
    }

    @Test
    void clientPropertiesTakePrecedenceButNotOverTheAddress() {
        KafkaAccess access = new KafkaAccess("host:9092", Map.of("linger.ms", "0", "bootstrap.servers", "other:1"));
        assertThat(ProducerSettings.of(access, 1 << 20))
                .containsEntry("linger.ms", "0")
                .containsEntry("bootstrap.servers", "host:9092");
    }
}
