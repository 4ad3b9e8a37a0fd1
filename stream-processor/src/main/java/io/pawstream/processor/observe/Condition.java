package io.pawstream.processor.observe;

import java.util.Map;

/**
 * One condition of the instance's health.
 *
 * @param name name in the health response
 * @param isMet whether the condition holds
 * @param details details for people, by name
 */
public record Condition(String name, boolean isMet, Map<String, String> details) {

    public Condition {
        details = Map.copyOf(details);
    }
}
