package io.pawstream.processor.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayConfigTest {

    @Test
    void classifiesAllImagesByDefault() {
        ReplayConfig config = config(Map.of());
        assertThat(config.restart()).isFalse();
        assertThat(config.from()).isEmpty();
        assertThat(config.to()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        ReplayConfig config = config(Map.of(
                "pawstream.replay.restart", "true",
                "pawstream.replay.from", "2026-01-31T11:00:00Z",
                "pawstream.replay.to", "2026-02-01T00:00:00Z"));
        assertThat(config.restart()).isTrue();
        assertThat(config.from()).hasValue(Instant.parse("2026-01-31T11:00:00Z"));
        assertThat(config.to()).hasValue(Instant.parse("2026-02-01T00:00:00Z"));
    }

    private static ReplayConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ReplayConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(ReplayConfig.class);
    }
}
