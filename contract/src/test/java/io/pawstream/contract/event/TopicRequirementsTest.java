package io.pawstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.TopicRequirements.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicRequirementsTest {

    private static final TopicNames NAMES = TopicNames.DEFAULT;

    private final Map<String, Settings> topics = new HashMap<>(Map.of(
            "images", new Settings(4, "delete", 1000),
            "predictions", new Settings(2, "delete", 1100),
            "images.rejected", new Settings(1, "delete", 1000),
            "predictions.shadow", new Settings(8, "delete", 5000),
            "model-selection", new Settings(1, "compact", 10),
            "instances", new Settings(1, "compact,delete", 10)));

    private List<String> deviations() {
        return TopicRequirements.deviations(NAMES, topics);
    }

    @Test
    void suitableTopicsHaveNoDeviations() {
        assertThat(deviations()).isEmpty();
        topics.put("instances", new Settings(1, "delete, compact", 10));
        assertThat(deviations()).isEmpty();
        topics.put("instances", new Settings(1, "compact", 10));
        assertThat(deviations()).isEmpty();
    }

    @Test
    void missingTopicsAndUnknownValuesAreNoDeviations() {
        topics.replaceAll((name, settings) -> new Settings(settings.partitions(), null, null));
        assertThat(deviations()).isEmpty();
        topics.clear();
        assertThat(deviations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"model-selection", "instances"})
    void onlyPartition0OfTheControlTopicsIsRead(String name) {
        topics.put(name, new Settings(3, "compact", 10));
        assertThat(deviations())
                .singleElement()
                .asString()
                .startsWith("topic " + name + " has 3 partitions; it must have 1");
    }

    @ParameterizedTest
    @CsvSource({
        "model-selection, delete, compact",
        "model-selection, 'compact,delete', compact",
        "instances, delete, 'compact,delete'",
        "images, compact, delete",
        "predictions, compact, delete",
        "images.rejected, 'delete,compact', delete",
        "predictions.shadow, compact, delete"
    })
    void theCleanupPolicyIsNamedWithTheRequiredOne(String name, String policy, String required) {
        topics.put(name, new Settings(1, policy, 1000));
        assertThat(deviations())
                .singleElement()
                .asString()
                .startsWith("topic " + name + " has cleanup.policy=" + policy + "; it must be " + required + ", or");
    }

    @Test
    void theOutputTopicsTakeRecordsOfTheSizeOfAnImage() {
        topics.put("images.rejected", new Settings(1, "delete", 999));
        assertThat(deviations())
                .singleElement()
                .asString()
                .startsWith(
                        "topic images.rejected has max.message.bytes=999; it must be at least 1000, the value of topic"
                                + " images");
    }
}
