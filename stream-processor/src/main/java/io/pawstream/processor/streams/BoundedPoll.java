package io.pawstream.processor.streams;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the next records of partitions with bounded memory, which the consumer of Kafka does not: it allocates each
 * record as a whole. Records that exceed the limit are reduced.
 */
final class BoundedPoll {

    private final Map<String, Object> consumer;
    private final RecordLimits limits;

    /**
     * Creates a reader.
     *
     * @param consumer configuration of the consumer
     * @param limits limits of the records
     */
    BoundedPoll(Map<String, Object> consumer, RecordLimits limits) {
        this.consumer = consumer;
        this.limits = limits;
    }

    /**
     * Reads records of each partition in order, until their size reaches the limit. At least one record fits.
     *
     * @param positions next offset by partition
     * @param leaders finds the broker that leads a partition
     * @return committed records in the order of their offsets, and the positions after them
     * @throws IOException if a broker does not respond or reports an error
     */
    ConsumerRecords<byte[], byte[]> poll(Map<TopicPartition, Long> positions, Function<TopicPartition, Node> leaders)
            throws IOException {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        long left = limits.maxPolledBytes();
        try (RawFetch fetch = new RawFetch(consumer)) {
            for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
                TopicPartition partition = position.getKey();
                PartitionRead read = new PartitionRead(partition, position.getValue(), limits.maxRecordBytes(), left);
                read.read(fetch.batches(leaders.apply(partition), partition, position.getValue()));
                if (read.next() > position.getValue()) {
                    records.put(partition, read.records());
                    next.put(partition, new OffsetAndMetadata(read.next()));
                }
                left = read.left();
                if (left <= 0) {
                    break;
                }
            }
        }
        records.values().removeIf(List::isEmpty);
        return new ConsumerRecords<>(records, next);
    }
}
