package io.pawstream.benchmark.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"imageId\":\"numbered-7\",\"label\":\"cat\"}",
                "{\"id\":\"numbered-7\",\"label\":\"cat\"}",
                "{\"model_name\":\"classifier\",\"id\":\"numbered-7\",\"outputs\":[]}"
            })
    void thePredictionsOfAllConsumersContainTheNumber(String value) throws Exception {
        assertThat(ResultReader.number(record("predictions", value))).isEqualTo(7);
    }

    @Test
    void aRejectionHasTheNumberInItsHeader() throws Exception {
        ConsumerRecord<byte[], byte[]> rejection = record("images.rejected", "no image");
        assertThatThrownBy(() -> ResultReader.number(rejection)).hasMessageContaining("ce_id");
        rejection.headers().add("ce_id", "numbered-9".getBytes(UTF_8));
        assertThat(ResultReader.number(rejection)).isEqualTo(9);
    }

    @Test
    void aPredictionWithoutAnIdIsAnError() {
        assertThatThrownBy(() -> ResultReader.number(record("predictions", "{\"id\":1}")))
                .hasMessage("a prediction has no id: {\"id\":1}");
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, String value) {
        return new ConsumerRecord<>(topic, 0, 0, null, value.getBytes(UTF_8));
    }
}
