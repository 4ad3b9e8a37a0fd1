package io.pawstream.processor.observe;

import java.util.Map;

/**
 * One condition of the health of an instance.
 *
 * @param name name in the health response
 * @param isMet whether the condition holds
 * @param details details for operators by name: strings and whole numbers
 */
public record Condition(String name, boolean isMet, Map<String, Object> details) {

    /** Name of the detail that says in one line what failed and what helps. */
    public static final String FAILURE = "failure";

    /**
     * Creates a condition with a copy of the details.
     *
     * @param name name in the health response
     * @param isMet whether the condition holds
     * @param details details for operators by name
     */
    public Condition {
        details = Map.copyOf(details);
    }
}
