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
 * The records that are classified again: those from a committed offset to an end that was fixed before. What the consumer
 * polls beyond the end is left out.
 */
public final class ReplayRange implements UnaryOperator<ConsumerRecords<byte[], byte[]>> {

    private final Map<TopicPartition, Long> starts = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> lastPolled = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    /**
     * Sets what is replayed; before the streams start.
     *
     * @param starts offset of the first record of each partition
     * @param ends offset after the last one, for the same partitions
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

    /** Streams commit these, and the next replay goes on from there: what was left out must not count as done. */
    private Map<TopicPartition, OffsetAndMetadata> withinRange(Map<TopicPartition, OffsetAndMetadata> next) {
        Map<TopicPartition, OffsetAndMetadata> within = new HashMap<>(next);
        within.replaceAll((partition, offset) -> {
            // The group may be beyond this end already, from a replay with a later one.
            long last = Math.max(starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L));
            return offset.offset() <= last
                    ? offset
                    : new OffsetAndMetadata(last, offset.leaderEpoch(), offset.metadata());
        });
        return within;
    }

    /**
     * The offset that has to be committed before a partition is done; empty while its end was not polled by this process.
     */
    private OptionalLong wanted(TopicPartition partition) {
        if (positions.getOrDefault(partition, 0L) < ends.get(partition)) {
            return OptionalLong.empty();
        }
        Long last = lastPolled.get(partition);
        return OptionalLong.of(last == null ? 0 : last + 1);
    }

    /**
     * Whether all records have been classified.
     *
     * @param committed what the group has committed
     */
    public boolean isDone(Map<TopicPartition, Long> committed) {
        return ends.keySet().stream().allMatch(partition -> {
            long reached = committed.getOrDefault(partition, 0L);
            OptionalLong wanted = wanted(partition);
            return reached >= ends.get(partition) || (wanted.isPresent() && reached >= wanted.getAsLong());
        });
    }

    /** Offsets between what was committed and the ends. */
    public long left(Map<TopicPartition, Long> committed) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
