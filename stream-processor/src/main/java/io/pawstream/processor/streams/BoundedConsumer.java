package io.pawstream.processor.streams;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * A consumer that survives records which do not fit into the heap. The consumer of Kafka allocates each compressed record
 * as a whole, whatever its size, and fails on the same record again after a restart.
 */
class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = Logger.getLogger(BoundedConsumer.class);

    private final RecordLimits limits;
    private final LongSupplier heldBytes;
    private final BoundedDeserializer values;
    private final BoundedPoll boundedPoll;

    /**
     * Creates a consumer.
     *
     * @param config configuration of the consumer
     * @param limits limits of the polled records
     * @param heldBytes returns the size of the records that are polled and not yet processed
     */
    BoundedConsumer(Map<String, Object> config, RecordLimits limits, LongSupplier heldBytes) {
        this(config, limits, heldBytes, new BoundedDeserializer(limits.maxRecordBytes(), limits.maxPolledBytes()));
    }

    private BoundedConsumer(
            Map<String, Object> config, RecordLimits limits, LongSupplier heldBytes, BoundedDeserializer values) {
        super(config, new BoundedDeserializer(limits.maxRecordBytes(), Long.MAX_VALUE), values);
        this.limits = limits;
        this.heldBytes = heldBytes;
        this.values = values;
        boundedPoll = new BoundedPoll(config, limits);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        Set<TopicPartition> assigned = Set.copyOf(assignment());
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<TopicPartition, Long> positions = positions(assigned, deadline);
        try {
            values.startPoll(heldBytes.getAsLong());
            return bounded(super.poll(left(deadline)));
        } catch (OutOfMemoryError e) {
            Set<TopicPartition> open = new HashSet<>(assigned);
            open.removeAll(paused());
            if (open.isEmpty()
                    || !positions.keySet().containsAll(open)
                    || !assignment().equals(assigned)) {
                // No record is the cause, or it is not known what the consumer has read, or the error may have
                // interrupted a rebalance: the thread must start again.
                throw e;
            }
            return pollAgain(positions, e);
        }
    }

    /** Rounds up to milliseconds. The consumer of Kafka rounds down, and would not wait at all in the last millisecond. */
    private static Duration left(long deadline) {
        long nanos = deadline - System.nanoTime();
        return Duration.ofMillis(nanos <= 0 ? 0 : 1 + (nanos - 1) / 1_000_000);
    }

    /**
     * Returns the positions that the poll may change. Waits for them, because a poll that finds a position itself reads
     * from there at once.
     */
    private Map<TopicPartition, Long> positions(Set<TopicPartition> assigned, long deadline) {
        Set<TopicPartition> polled = new HashSet<>(assigned);
        polled.removeAll(paused());
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : polled) {
            try {
                positions.put(partition, position(partition, left(deadline)));
            } catch (TimeoutException e) {
                // The broker does not answer, so the poll will hardly receive records.
            }
        }
        return positions;
    }

    private ConsumerRecords<byte[], byte[]> bounded(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> bounded = new ArrayList<>(polled.records(partition));
            bounded.replaceAll(record -> OversizedRecord.bounded(record, limits.maxRecordBytes()));
            records.put(partition, bounded);
        }
        return new ConsumerRecords<>(records, polled.nextOffsets());
    }

    /**
     * Reads the same records with bounded memory. This is right even if another thread exhausted the heap: only a record
     * that exceeds the limit is rejected.
     */
    private ConsumerRecords<byte[], byte[]> pollAgain(Map<TopicPartition, Long> positions, OutOfMemoryError failure) {
        LOG.warnf(
                "the records at %s do not fit into the heap (%s), reading them with bounded memory",
                positions, failure.getMessage());
        positions.forEach(this::returnTo);
        List<TopicPartition> partitions = new ArrayList<>(positions.keySet());
        // The limit may end the poll after the first partition, and each partition must have its turn.
        Collections.shuffle(partitions);
        Map<TopicPartition, Long> ordered = new LinkedHashMap<>();
        partitions.forEach(partition -> ordered.put(partition, positions.get(partition)));
        try {
            ConsumerRecords<byte[], byte[]> records = boundedPoll.poll(ordered, this::leader);
            records.nextOffsets().forEach((partition, next) -> returnTo(partition, next.offset()));
            return records;
        } catch (IOException e) {
            throw new KafkaException("cannot read records with bounded memory: " + e, e);
        }
    }

    /** Sets the position, without what a subclass does when Streams sets it. */
    private void returnTo(TopicPartition partition, long offset) {
        super.seek(partition, offset);
    }

    private Node leader(TopicPartition partition) {
        return partitionsFor(partition.topic()).stream()
                .filter(info -> info.partition() == partition.partition())
                .map(PartitionInfo::leader)
                .findFirst()
                .orElseThrow(() -> new LeaderNotAvailableException("partition " + partition + " has no leader"));
    }
}
