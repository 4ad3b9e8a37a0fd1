package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftConfigTest {

    @Test
    void hasDefaults() {
        assertThat(config(Map.of()).window()).isEqualTo(2_000);
    }

    @Test
    void readsEveryKey() {
        assertThat(config(Map.of("pawstream.drift.window", "700")).window()).isEqualTo(700);
    }

    private static DriftConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(DriftConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(DriftConfig.class);
    }
}
