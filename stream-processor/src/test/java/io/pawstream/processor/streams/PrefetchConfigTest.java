package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrefetchConfigTest {

    @Test
    void hasDefaults() {
        PrefetchConfig config = TestConfig.of(PrefetchConfig.class, Map.of());
        assertThat(config.maxImages(1)).isEqualTo(64);
        assertThat(config.maxImages(2)).isEqualTo(64);
        assertThat(config.maxImages(16)).as("two full batches for each worker").isEqualTo(512);
        assertThat(config.maxBytes()).isEqualTo(32L << 20);
    }

    @Test
    void readsEveryKey() {
        PrefetchConfig config = TestConfig.of(
                PrefetchConfig.class,
                Map.of("pawstream.prefetch.max-images", "8", "pawstream.prefetch.max-bytes", "9000"));
        assertThat(config.maxImages(16)).isEqualTo(8);
        assertThat(config.maxBytes()).isEqualTo(9000);
    }
}
