package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionsConfigTest {

    @Test
    void hasDefaults() {
        PredictionsConfig config = TestConfig.of(PredictionsConfig.class, Map.of());
        assertThat(config.top()).isEqualTo(5);
    }

    @Test
    void readsEveryKey() {
        PredictionsConfig config = TestConfig.of(PredictionsConfig.class, Map.of("pawstream.predictions.top", "3"));
        assertThat(config.top()).isEqualTo(3);
    }
}
