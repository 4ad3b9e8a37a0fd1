package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import io.pawstream.vision.inference.InferenceDevice;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchConfigTest {

    @Test
    void hasDefaults() {
        BatchConfig config = TestConfig.of(BatchConfig.class, Map.of());
        assertThat(config.maxImages(InferenceDevice.CPU)).isEqualTo(16);
        assertThat(config.maxImages(InferenceDevice.CUDA)).isEqualTo(64);
    }

    @Test
    void readsEveryKey() {
        BatchConfig config = TestConfig.of(BatchConfig.class, Map.of("pawstream.batch.max-images", "7"));
        assertThat(config.maxImages(InferenceDevice.CUDA)).isEqualTo(7);
    }
}
