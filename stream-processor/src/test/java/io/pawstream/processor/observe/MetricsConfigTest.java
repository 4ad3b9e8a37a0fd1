package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsConfigTest {

    @Test
    void hasDefaults() {
        MetricsConfig config = TestConfig.of(MetricsConfig.class, Map.of());
        assertThat(config.classes()).isEqualTo(50);
    }

    @Test
    void readsEveryKey() {
        MetricsConfig config = TestConfig.of(MetricsConfig.class, Map.of("pawstream.metrics.classes", "7"));
        assertThat(config.classes()).isEqualTo(7);
    }
}
