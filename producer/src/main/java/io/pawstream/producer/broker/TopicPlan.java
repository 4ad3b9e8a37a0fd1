package io.pawstream.producer.broker;

import io.pawstream.contract.event.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Configuration of the topics to create.
 *
 * @param names names of the topics
 * @param partitions partitions of each topic that has one event per image, at least 1; the other topics have one
 *     partition
 * @param replicationFactor replicas of each partition, 1 to 32767; -1 for the broker's default
 * @param maxImageBytes maximum size of an image event in bytes, headers included; at least 1024
 */
public record TopicPlan(TopicNames names, int partitions, int replicationFactor, int maxImageBytes) {

    /** The default names and sizes: four partitions, so that four threads can work in parallel. */
    public static final TopicPlan DEFAULT =
            new TopicPlan(TopicNames.DEFAULT, 4, -1, TopicNames.DEFAULT_MAX_IMAGE_BYTES);

    /**
     * Limits the size of each compressed record after decompression. Kafka 4.2.2 introduced it, and older brokers do not
     * know it. By default, Kafka limits only the compressed size.
     */
    static final String MAX_DECOMPRESSED_BYTES = TopicConfig.MAX_DECOMPRESSED_MESSAGE_BYTES_CONFIG;

    /** A smaller limit would leave no room for the metadata of an event. */
    private static final int MIN_IMAGE_BYTES = 1024;

    /** Each instance publishes its status once per second, and only the latest record counts. */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(Duration.ofHours(1).toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofMinutes(10).toMillis()));

    /**
     * Checks the values.
     *
     * @param names names of the topics
     * @param partitions partitions of each topic with one event per image, at least 1
     * @param replicationFactor replicas of each partition, 1 to 32767; -1 for the broker's default
     * @param maxImageBytes maximum size of an image event in bytes, at least 1024
     * @throws IllegalArgumentException if a value is out of range
     */
    public TopicPlan {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions is " + partitions + "; it must be at least 1");
        }
        if (replicationFactor != -1 && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
            throw new IllegalArgumentException("replication factor is " + replicationFactor + "; it must be 1 to "
                    + Short.MAX_VALUE + ", or -1 for the broker's default");
        }
        int maximum = Integer.MAX_VALUE - TopicNames.OUTPUT_EXTRA_BYTES;
        if (maxImageBytes < MIN_IMAGE_BYTES || maxImageBytes > maximum) {
            throw new IllegalArgumentException("maximum image size is " + maxImageBytes + " bytes; it must be "
                    + MIN_IMAGE_BYTES + " to " + maximum);
        }
    }

    /** {@return the topics with their partitions, replicas and settings} */
    public List<NewTopic> topics() {
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
        Optional<Short> replicas = replicationFactor == -1 ? Optional.empty() : Optional.of((short) replicationFactor);
        return new NewTopic(name, Optional.of(partitions), replicas).configs(configs);
    }

    private static Map<String, String> maxBytes(int bytes) {
        return Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(bytes),
                MAX_DECOMPRESSED_BYTES,
                Integer.toString(bytes));
    }
}
