package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsConfigTest {

    @Test
    void hasDefaults() {
        ModelsConfig config = config(Map.of());
        assertThat(config.directory()).isEqualTo(Path.of("models"));
        assertThat(config.scanInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxLoaded()).isEqualTo(4);
        assertThat(config.maxBytes()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        ModelsConfig config = config(Map.of(
                "pawstream.models.directory", "/opt/models",
                "pawstream.models.scan-interval", "250ms",
                "pawstream.models.max-loaded", "1",
                "pawstream.models.max-bytes", "100000000"));
        assertThat(config.directory()).isEqualTo(Path.of("/opt/models"));
        assertThat(config.scanInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.maxLoaded()).isEqualTo(1);
        assertThat(config.maxBytes()).hasValue(100_000_000);
    }

    private static ModelsConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ModelsConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(ModelsConfig.class);
    }
}
