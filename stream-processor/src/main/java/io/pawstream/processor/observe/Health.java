package io.pawstream.processor.observe;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Readiness of an instance.
 *
 * @param conditions conditions that must all be met for the instance to classify images
 */
public record Health(List<Supplier<Condition>> conditions) {

    /**
     * Creates a readiness check with a copy of the list.
     *
     * @param conditions conditions that must all be met
     */
    public Health {
        conditions = List.copyOf(conditions);
    }

    /** {@return whether all conditions are met} */
    public boolean isReady() {
        return firstUnmet().isEmpty();
    }

    /** {@return the first condition that is not met; empty if all are met} */
    Optional<Condition> firstUnmet() {
        return conditions.stream()
                .map(Supplier::get)
                .filter(condition -> !condition.isMet())
                .findFirst();
    }
}
