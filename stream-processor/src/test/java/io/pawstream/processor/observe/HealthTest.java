package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final AtomicBoolean streams = new AtomicBoolean(true);
    private final Health health = new Health(List.of(
            () -> new Condition("model", true, Map.of()), () -> new Condition("streams", streams.get(), Map.of())));

    @Test
    void isReadyWhileAllConditionsAreMet() {
        assertThat(health.isReady()).isTrue();
        streams.set(false);
        assertThat(health.isReady()).isFalse();
        streams.set(true);
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void isReadyWithoutConditions() {
        assertThat(new Health(List.of()).isReady()).isTrue();
    }

    @Test
    void aConditionKeepsItsDetails() {
        Map<String, Object> details = new HashMap<>(Map.of("state", "RUNNING"));
        Condition condition = new Condition("streams", true, details);
        details.clear();
        assertThat(condition.details()).containsExactly(Map.entry("state", "RUNNING"));
    }
}
