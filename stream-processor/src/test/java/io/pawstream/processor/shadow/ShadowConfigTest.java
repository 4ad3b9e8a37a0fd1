package io.pawstream.processor.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShadowConfigTest {

    @Test
    void hasDefaults() {
        ShadowConfig config = TestConfig.of(ShadowConfig.class, Map.of());
        assertThat(config.maxCpuShare()).isEqualTo(0.1);
    }

    @Test
    void readsEveryKey() {
        ShadowConfig config = TestConfig.of(ShadowConfig.class, Map.of("pawstream.shadow.max-cpu-share", "0.25"));
        assertThat(config.maxCpuShare()).isEqualTo(0.25);
    }
}
