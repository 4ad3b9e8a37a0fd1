package io.pawstream.benchmark.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {

    private static final Path CONSUMERS = Path.of(System.getProperty("pawstream.home", ".."))
            .resolve("benchmark/baselines/consumers")
            .toAbsolutePath()
            .normalize();
    private static final byte[] IMAGE = {1, 2, 3};

    @ParameterizedTest
    @EnumSource
    void itsCodeExists(Peer peer) throws IOException {
        assertThat(new PeerConsumer(peer, CONSUMERS, Map.of()).linesOfCode()).isBetween(20, 500);
        assertThat(CONSUMERS.resolve("run.sh"))
                .content()
                .containsPattern("\\n  " + peer + "\\)\\n")
                .contains(peer + "/");
    }

    @Test
    void mlServerReadsInferenceRequestsAndReturnsTheKeyAsId() throws IOException {
        ProducerRecord<byte[], byte[]> record = Peer.MLSERVER.toRecord(7, IMAGE);
        assertThat(record.topic()).isEqualTo("images");
        assertThat(record.key()).asString(UTF_8).isEqualTo("numbered-7");
        JsonNode settings = new ObjectMapper()
                .readTree(CONSUMERS.resolve("mlserver/model-settings.json").toFile());
        assertThat(record.headers().lastHeader("mlserver-model").value())
                .asString(UTF_8)
                .isEqualTo(settings.get("name").textValue());
        JsonNode input = new ObjectMapper().readTree(record.value()).at("/inputs/0");
        assertThat(input.get("data").get(0).binaryValue()).isEqualTo(IMAGE);
        assertThat(input.at("/parameters/content_type").textValue()).isEqualTo("base64");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MLSERVER")
    void theOthersReadImageEvents(Peer peer) {
        ProducerRecord<byte[], byte[]> record = peer.toRecord(7, IMAGE);
        assertThat(record.value()).isEqualTo(IMAGE);
        assertThat(record.headers().lastHeader("ce_id").value()).asString(UTF_8).isEqualTo("numbered-7");
    }
}
