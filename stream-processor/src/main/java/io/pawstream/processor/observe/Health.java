package io.pawstream.processor.observe;

import java.util.List;
import java.util.function.Supplier;

/**
 * Readiness of the instance as a list of conditions.
 *
 * @param conditions conditions under which the instance classifies
 */
public record Health(List<Supplier<Condition>> conditions) {

    public Health {
        conditions = List.copyOf(conditions);
    }

    /** Whether all conditions are met. */
    public boolean isReady() {
        return conditions.stream().allMatch(condition -> condition.get().isMet());
    }
}
