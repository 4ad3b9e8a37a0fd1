package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracesConfigTest {

    @Test
    void isOffByDefault() {
        assertThat(config(Map.of()).endpoint()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        String endpoint = "http://localhost:4318/v1/traces";
        assertThat(config(Map.of("pawstream.traces.endpoint", endpoint)).endpoint())
                .hasValue(URI.create(endpoint));
    }

    private static TracesConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TracesConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(TracesConfig.class);
    }
}
