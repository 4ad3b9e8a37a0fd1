package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternalErrorConfigTest {

    @Test
    void hasDefaults() {
        InternalErrorConfig config = TestConfig.of(InternalErrorConfig.class, Map.of());
        assertThat(config.maxAttempts()).isEqualTo(3);
    }

    @Test
    void readsEveryKey() {
        InternalErrorConfig config =
                TestConfig.of(InternalErrorConfig.class, Map.of("pawstream.internal-error.max-attempts", "1"));
        assertThat(config.maxAttempts()).isEqualTo(1);
    }
}
