package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.fetch.ReferenceSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorConfigTest {

    @Test
    void nothingIsFetchedUnlessItIsConfigured() {
        assertThat(references(Map.of()))
                .isEqualTo(new ReferenceSettings(
                        null,
                        List.of(),
                        false,
                        Duration.ofSeconds(10),
                        16 << 20,
                        4,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(30)));
    }

    @Test
    void everySettingOfReferencesArrives() {
        assertThat(references(Map.of(
                        "pawstream.references.file-root", "/data/photos",
                        "pawstream.references.hosts", "photos.example.org,intranet:8080",
                        "pawstream.references.private-addresses", "true",
                        "pawstream.references.timeout", "2s",
                        "pawstream.references.max-bytes", "1000",
                        "pawstream.references.threads", "7",
                        "pawstream.references.first-retry", "50ms",
                        "pawstream.references.give-up-after", "1m")))
                .isEqualTo(new ReferenceSettings(
                        Path.of("/data/photos"),
                        List.of("photos.example.org", "intranet:8080"),
                        true,
                        Duration.ofSeconds(2),
                        1000,
                        7,
                        Duration.ofMillis(50),
                        Duration.ofMinutes(1)));
    }

    @Test
    void theLimitOfAllImagesHoldsForReferencedOnes() {
        assertThat(references(Map.of("pawstream.limits.bytes", "500")).maxBytes())
                .isEqualTo(500);
    }

    private static ReferenceSettings references(Map<String, String> settings) {
        ProcessorConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ProcessorConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(ProcessorConfig.class);
        return config.references().settings(config.limits());
    }
}
