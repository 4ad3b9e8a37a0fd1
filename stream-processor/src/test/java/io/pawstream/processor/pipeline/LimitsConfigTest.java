package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import io.pawstream.vision.image.DecodeLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsConfigTest {

    @Test
    void hasDefaults() {
        LimitsConfig config = TestConfig.of(LimitsConfig.class, Map.of());
        assertThat(config.maxPixels()).isEqualTo(50_000_000);
        assertThat(config.maxBytes()).isEqualTo(64L << 20);
        assertThat(new DecodeLimits(config.maxPixels(), config.maxBytes(), config.maxWork()))
                .isEqualTo(DecodeLimits.DEFAULT);
    }

    @Test
    void readsEveryKey() {
        LimitsConfig config = TestConfig.of(
                LimitsConfig.class,
                Map.of(
                        "pawstream.limits.max-pixels", "1000",
                        "pawstream.limits.max-bytes", "2000",
                        "pawstream.limits.max-work", "3000",
                        "pawstream.limits.decode-memory", "4000"));
        assertThat(config.maxPixels()).isEqualTo(1000);
        assertThat(config.maxBytes()).isEqualTo(2000);
        assertThat(config.maxWork()).isEqualTo(3000);
        assertThat(config.decodeMemory()).hasValue(4000);
    }
}
