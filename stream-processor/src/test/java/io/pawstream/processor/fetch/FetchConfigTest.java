package io.pawstream.processor.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchConfigTest {

    @Test
    void fetchesNothingByDefault() {
        assertThat(config(Map.of()).settings(64 << 20))
                .isEqualTo(new FetchSettings(
                        null,
                        new HttpSettings(List.of(), false, Duration.ofSeconds(10)),
                        16 << 20,
                        4,
                        new RetrySettings(Duration.ofMillis(100), Duration.ofSeconds(30))));
    }

    @Test
    void readsEveryKey() {
        Map<String, String> properties = Map.of(
                "pawstream.references.file-root", "/data/photos",
                "pawstream.references.hosts", "photos.example.org,intranet:8080",
                "pawstream.references.allow-private-addresses", "true",
                "pawstream.references.timeout", "2s",
                "pawstream.references.max-bytes", "1000",
                "pawstream.references.threads", "7",
                "pawstream.references.retry-backoff", "50ms",
                "pawstream.references.retry-timeout", "1m");
        assertThat(config(properties).settings(64 << 20))
                .isEqualTo(new FetchSettings(
                        Path.of("/data/photos"),
                        new HttpSettings(List.of("photos.example.org", "intranet:8080"), true, Duration.ofSeconds(2)),
                        1000,
                        7,
                        new RetrySettings(Duration.ofMillis(50), Duration.ofMinutes(1))));
    }

    @Test
    void theLimitForAllImagesAppliesToReferencedOnes() {
        assertThat(config(Map.of()).settings(500).maxBytes()).isEqualTo(500);
    }

    private static FetchConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(FetchConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(FetchConfig.class);
    }
}
