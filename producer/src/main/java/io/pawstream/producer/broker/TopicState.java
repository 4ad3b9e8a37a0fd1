package io.pawstream.producer.broker;

import java.util.List;

/**
 * A topic as the broker has it.
 *
 * @param name its name
 * @param replicationFactor copies of each partition
 * @param maxMessageBytes largest record that it takes
 * @param cleanupPolicy {@code delete} or {@code compact}
 * @param endOffsets offset after the last record of each partition
 */
public record TopicState(
        String name, int replicationFactor, int maxMessageBytes, String cleanupPolicy, List<Long> endOffsets) {

    public TopicState {
        endOffsets = List.copyOf(endOffsets);
    }

    /** Number of partitions. */
    public int partitions() {
        return endOffsets.size();
    }
}
