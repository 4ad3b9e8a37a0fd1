package io.pawstream.processor.streams;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Detects records that the retention of the topic deleted before they were read. For one consumer.
 *
 * <p>A gap between two offsets is not sufficient, because transaction markers and compaction leave gaps too. Records are
 * lost only if they are before the first offset of the log.
 */
final class LostRecords {

    private static final Logger LOG = Logger.getLogger(LostRecords.class);

    private final LongConsumer onLost;
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

    /**
     * Creates a detector.
     *
     * @param onLost receives the number of lost records, once per gap
     */
    LostRecords(LongConsumer onLost) {
        this.onLost = onLost;
    }

    /** Sets where the consumer starts to read; a partition without a committed offset has lost nothing. */
    void startAt(Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
        committed.forEach((partition, next) -> {
            if (next == null) {
                nextOffsets.remove(partition);
            } else {
                nextOffsets.put(partition, next.offset());
            }
        });
    }

    void revoked(Collection<TopicPartition> partitions) {
        nextOffsets.keySet().removeAll(partitions);
    }

    /**
     * Compares polled records with those before them.
     *
     * @param polled polled records
     * @param lead returns how far the consumer is behind the first offset in the log of a partition, after the poll
     */
    void polled(ConsumerRecords<byte[], byte[]> polled, ToLongFunction<TopicPartition> lead) {
        polled.nextOffsets().forEach((partition, next) -> {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            long first = records.isEmpty() ? next.offset() : records.get(0).offset();
            Long expected = nextOffsets.put(partition, next.offset());
            if (expected != null && first > expected) {
                lost(partition, expected, Math.min(first, next.offset() - lead.applyAsLong(partition)));
            }
        });
    }

    /** Compares the position of an idle consumer, which moves without records only if it was reset. */
    void idleAt(TopicPartition partition, long position) {
        Long expected = nextOffsets.get(partition);
        if (expected != null && position > expected) {
            nextOffsets.put(partition, position);
            lost(partition, expected, position);
        }
    }

    private void lost(TopicPartition partition, long from, long to) {
        if (to > from) {
            LOG.errorf(
                    "lost %d records of %s, offsets %d to %d: the retention of the topic deleted them before they were"
                            + " read; raise retention.ms and retention.bytes, or start more instances",
                    to - from, partition, from, to - 1);
            onLost.accept(to - from);
        }
    }
}
