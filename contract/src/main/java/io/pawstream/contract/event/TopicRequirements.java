package io.pawstream.contract.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Pawstream requires of the configuration of its topics. A broker that creates topics automatically uses its own
 * defaults, with which selections get lost.
 */
public final class TopicRequirements {

    private static final String COMPACT = "compact";

    private TopicRequirements() {}

    /**
     * The configuration of an existing topic.
     *
     * @param partitions number of partitions
     * @param cleanupPolicy {@code delete}, {@code compact} or both, separated by a comma; absent if it is not known
     * @param maxMessageBytes maximum size of a record in bytes; absent if it is not known
     */
    public record Settings(
            int partitions,
            @Nullable String cleanupPolicy,
            @Nullable Integer maxMessageBytes) {}

    /**
     * Compares topics with the requirements.
     *
     * @param names names of the topics
     * @param topics configuration of the existing topics by name
     * @return one line for each deviation, which names the topic, the value, what is required and why; empty if there
     *     is none
     */
    public static List<String> deviations(TopicNames names, Map<String, Settings> topics) {
        List<String> deviations = new ArrayList<>();
        for (String name : List.of(names.modelSelection(), names.instances())) {
            Settings topic = topics.get(name);
            if (topic != null && topic.partitions != 1) {
                deviations.add(
                        "topic " + name + " has " + topic.partitions
                                + " partitions; it must have 1, because only partition 0 is read; delete the topic and create it again");
            }
            String required = name.equals(names.instances()) ? "compact,delete" : COMPACT;
            if (topic != null && topic.cleanupPolicy != null && !isMet(required, topic.cleanupPolicy)) {
                deviations.add("topic " + name + " has cleanup.policy=" + topic.cleanupPolicy + "; it must be "
                        + required + ", or its last records get lost; change it with kafka-configs.sh");
            }
        }
        Settings images = topics.get(names.images());
        for (String name : List.of(names.images(), names.predictions(), names.rejected(), names.shadow())) {
            Settings topic = topics.get(name);
            if (topic == null) {
                continue;
            }
            if (topic.cleanupPolicy != null && topic.cleanupPolicy.contains(COMPACT)) {
                deviations.add("topic " + name + " has cleanup.policy=" + topic.cleanupPolicy
                        + "; it must be delete, or records with the same key get lost and records without a key are"
                        + " refused; change it with kafka-configs.sh");
            }
            if (images != null
                    && images.maxMessageBytes != null
                    && topic.maxMessageBytes != null
                    && topic.maxMessageBytes < images.maxMessageBytes) {
                deviations.add("topic " + name + " has max.message.bytes=" + topic.maxMessageBytes
                        + "; it must be at least " + images.maxMessageBytes + ", the value of topic " + names.images()
                        + "; change it with kafka-configs.sh");
            }
        }
        return deviations;
    }

    /** Returns whether a policy contains {@code compact}, and {@code delete} only if the required one does. */
    private static boolean isMet(String required, String policy) {
        List<String> words = Stream.of(policy.split(",")).map(String::strip).toList();
        return words.contains(COMPACT) && List.of(required.split(",")).containsAll(words);
    }
}
