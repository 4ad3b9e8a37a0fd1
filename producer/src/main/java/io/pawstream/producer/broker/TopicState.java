package io.pawstream.producer.broker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration and size of an existing topic.
 *
 * @param name name of the topic
 * @param replicationFactor replicas of each partition
 * @param maxMessageBytes maximum size of a record, in bytes
 * @param maxDecompressedBytes maximum size of a record after decompression, in bytes; absent if there is no limit, as with
 *     brokers before Kafka 4.2.2
 * @param cleanupPolicy {@code delete}, {@code compact} or both, separated by a comma
 * @param endOffsets end offset of each partition, in order; not the number of records, because transaction markers have
 *     offsets too
 */
public record TopicState(
        String name,
        int replicationFactor,
        int maxMessageBytes,
        @Nullable Integer maxDecompressedBytes,
        String cleanupPolicy,
        List<Long> endOffsets) {

    /**
     * Copies the end offsets.
     *
     * @param name name of the topic
     * @param replicationFactor replicas of each partition
     * @param maxMessageBytes maximum size of a record in bytes
     * @param maxDecompressedBytes maximum size of a record after decompression in bytes; absent if there is no limit
     * @param cleanupPolicy {@code delete}, {@code compact} or both, separated by a comma
     * @param endOffsets end offset of each partition, in order
     */
    public TopicState {
        endOffsets = List.copyOf(endOffsets);
    }

    /** {@return the number of partitions} */
    public int partitions() {
        return endOffsets.size();
    }
}
