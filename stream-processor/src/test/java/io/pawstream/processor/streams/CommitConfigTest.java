package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitConfigTest {

    @Test
    void hasDefaults() {
        assertThat(TestConfig.of(CommitConfig.class, Map.of()).minInterval()).hasMillis(5);
    }

    @Test
    void readsEveryKey() {
        CommitConfig config = TestConfig.of(CommitConfig.class, Map.of("pawstream.commit.min-interval", "25ms"));
        assertThat(config.minInterval()).hasMillis(25);
    }
}
