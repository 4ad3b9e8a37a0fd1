package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageConfigTest {

    @Test
    void hasDefaults() {
        assertThat(config(Map.of()).thumbnails()).isTrue();
    }

    @Test
    void readsEveryKey() {
        assertThat(config(Map.of("pawstream.page.thumbnails", "false")).thumbnails())
                .isFalse();
    }

    private static PageConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(PageConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PageConfig.class);
    }
}
