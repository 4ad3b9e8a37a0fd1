package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of a committed transaction.
 *
 * @param next offset after the last committed record of each partition
 */
record CommittedOffsets(Map<TopicPartition, OffsetAndMetadata> next) {

    CommittedOffsets {
        next = Map.copyOf(next);
    }

    /** Returns whether a record is committed. */
    boolean include(RecordAddress record) {
        OffsetAndMetadata end = next.get(new TopicPartition(record.topic(), record.partition()));
        return end != null && record.offset() < end.offset();
    }
}
