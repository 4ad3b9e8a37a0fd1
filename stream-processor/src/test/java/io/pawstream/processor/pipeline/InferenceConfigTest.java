package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import io.pawstream.vision.inference.InferenceDevice;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {

    @Test
    void hasDefaults() {
        InferenceConfig config = TestConfig.of(InferenceConfig.class, Map.of());
        assertThat(config.workerCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(config.retryBackoff()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.retryBackoffMax()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsEveryKey() {
        InferenceConfig config = TestConfig.of(
                InferenceConfig.class,
                Map.of(
                        "pawstream.inference.workers",
                        "5",
                        "pawstream.inference.retry-backoff",
                        "30ms",
                        "pawstream.inference.retry-backoff-max",
                        "1m"));
        assertThat(config.workerCount()).isEqualTo(5);
        assertThat(config.parallelBatches(InferenceDevice.CPU)).isEqualTo(5);
        assertThat(config.parallelBatches(InferenceDevice.CUDA)).isEqualTo(1);
        assertThat(config.retryBackoff()).isEqualTo(Duration.ofMillis(30));
        assertThat(config.retryBackoffMax()).isEqualTo(Duration.ofMinutes(1));
    }
}
