package io.pawstream.processor.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Image records as a consumer returns them. */
final class TestRecords {

    static final TopicPartition P0 = new TopicPartition("images", 0);
    static final TopicPartition P1 = new TopicPartition("images", 1);

    private TestRecords() {}

    /** Records of 100 bytes at some offsets of a partition. */
    static ConsumerRecords<byte[], byte[]> polled(TopicPartition partition, long... offsets) {
        return polled(Map.of(
                partition,
                LongStream.of(offsets)
                        .mapToObj(offset -> record(partition, offset))
                        .toList()));
    }

    static ConsumerRecords<byte[], byte[]> polled(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        records.forEach((partition, list) -> next.put(
                partition, new OffsetAndMetadata(list.get(list.size() - 1).offset() + 1)));
        return new ConsumerRecords<>(records, next);
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return record(partition, offset, new byte[100], new RecordHeaders());
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                headers,
                Optional.empty());
    }

    static CommittedOffsets committed(TopicPartition partition, long next) {
        return new CommittedOffsets(Map.of(partition, new OffsetAndMetadata(next)));
    }
}
