package io.pawstream.processor.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a replay: from the committed offsets to end offsets that are fixed at the start. Removes records
 * that the consumer polls beyond the end.
 */
public final class ReplayRange implements UnaryOperator<ConsumerRecords<byte[], byte[]>> {

    private final Map<TopicPartition, Long> starts = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> lastPolled = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    /**
     * Sets the offsets. Must be called before the streams start.
     *
     * @param starts offset of the first record by partition
     * @param ends offset after the last record, for the same partitions
     */
    void set(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        this.starts.putAll(starts);
        positions.putAll(starts);
        this.ends.putAll(ends);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> apply(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> within = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            long end = ends.getOrDefault(partition, 0L);
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition).stream()
                    .filter(record -> record.offset() < end)
                    .toList();
            if (!records.isEmpty()) {
                within.put(partition, records);
                lastPolled.merge(partition, records.get(records.size() - 1).offset(), Math::max);
            }
        }
        polled.nextOffsets().forEach((partition, next) -> positions.merge(partition, next.offset(), Math::max));
        return new ConsumerRecords<>(within, withinRange(polled.nextOffsets()));
    }

    /** Limits the offsets that Streams commits, so that the next replay does not skip the removed records. */
    private Map<TopicPartition, OffsetAndMetadata> withinRange(Map<TopicPartition, OffsetAndMetadata> next) {
        Map<TopicPartition, OffsetAndMetadata> within = new HashMap<>(next);
        within.replaceAll((partition, offset) -> {
            // After a replay with a later end, the group may already be beyond this end.
            long last = Math.max(starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L));
            return offset.offset() <= last
                    ? offset
                    : new OffsetAndMetadata(last, offset.leaderEpoch(), offset.metadata());
        });
        return within;
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    /** Returns the committed offset that completes a partition; empty until this process has polled to its end. */
    private OptionalLong target(TopicPartition partition) {
        if (positions.getOrDefault(partition, 0L) < end(partition)) {
            return OptionalLong.empty();
        }
        Long last = lastPolled.get(partition);
        return OptionalLong.of(last == null ? 0 : last + 1);
    }

    /**
     * Checks whether all records are processed.
     *
     * @param committed committed offsets of the group by partition
     * @return true if the replay is complete
     */
    boolean isDone(Map<TopicPartition, Long> committed) {
        return ends.keySet().stream().allMatch(partition -> {
            long reached = committed.getOrDefault(partition, 0L);
            OptionalLong target = target(partition);
            return reached >= end(partition) || (target.isPresent() && reached >= target.getAsLong());
        });
    }

    /** Returns the number of offsets between the committed offsets and the ends. */
    long remaining(Map<TopicPartition, Long> committed) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
