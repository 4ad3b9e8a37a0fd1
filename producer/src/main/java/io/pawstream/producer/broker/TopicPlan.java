package io.pawstream.producer.broker;

import io.pawstream.contract.event.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics as they should be made.
 *
 * @param names their names
 * @param partitions partitions of the topics with an event an image; the others have one
 * @param replicationFactor copies of each partition; -1 for what the broker is configured to
 * @param maxImageBytes largest image event in bytes, headers included
 */
public record TopicPlan(TopicNames names, int partitions, int replicationFactor, int maxImageBytes) {

    /** Four partitions, so that four threads can work side by side. */
    public static final TopicPlan DEFAULT =
            new TopicPlan(TopicNames.DEFAULT, 4, -1, TopicNames.DEFAULT_MAX_IMAGE_BYTES);

    /** Below this not even the events that services exchange fit. */
    private static final int MIN_IMAGE_BYTES = 1024;

    /** Each instance writes a record a second, of which only the last one counts. */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(Duration.ofHours(1).toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofMinutes(10).toMillis()));

    public TopicPlan {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions are " + partitions + "; there must be at least 1");
        }
        if (replicationFactor != -1 && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
            throw new IllegalArgumentException("replication factor is " + replicationFactor + "; it must be 1 to "
                    + Short.MAX_VALUE + ", or -1 for the broker's default");
        }
        int most = Integer.MAX_VALUE - TopicNames.OUTPUT_EXTRA_BYTES;
        if (maxImageBytes < MIN_IMAGE_BYTES || maxImageBytes > most) {
            throw new IllegalArgumentException(
                    "largest image is " + maxImageBytes + " bytes; it must be " + MIN_IMAGE_BYTES + " to " + most);
        }
    }

    List<NewTopic> topics() {
        return List.of(
                topic(names.images(), partitions, maxBytes(maxImageBytes)),
                topic(names.predictions(), partitions, maxBytes(maxImageBytes + TopicNames.OUTPUT_EXTRA_BYTES)),
                topic(names.rejected(), partitions, maxBytes(maxImageBytes + TopicNames.OUTPUT_EXTRA_BYTES)),
                topic(names.shadow(), partitions, maxBytes(maxImageBytes + TopicNames.OUTPUT_EXTRA_BYTES)),
                topic(
                        names.modelSelection(),
                        1,
                        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
                topic(names.instances(), 1, SHORT_LIVED));
    }

    private NewTopic topic(String name, int partitions, Map<String, String> configs) {
        Optional<Short> copies = replicationFactor == -1 ? Optional.empty() : Optional.of((short) replicationFactor);
        return new NewTopic(name, Optional.of(partitions), copies).configs(configs);
    }

    private static Map<String, String> maxBytes(int bytes) {
        return Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    }
}
