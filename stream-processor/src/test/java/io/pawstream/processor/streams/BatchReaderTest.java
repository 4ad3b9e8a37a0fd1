package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RejectionReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("images", 3);
    private static final long LIMIT = 10_000;
    private static final Header[] HEADERS = {header("ce_id", 9), header("none", -1)};

    @ParameterizedTest
    @EnumSource
    void readsWhatTheConsumerReads(CompressionType compression) throws IOException {
        DefaultRecordBatch batch = batch(
                compression,
                new SimpleRecord(1_000, bytes(3), bytes(5_000), HEADERS),
                new SimpleRecord(999, null, bytes(0)),
                new SimpleRecord(2_000, bytes(0), null, HEADERS));
        List<ConsumerRecord<byte[], byte[]>> records = read(batch, 0, Long.MAX_VALUE);
        List<Record> expected = new ArrayList<>();
        batch.forEach(expected::add);
        assertThat(records).hasSize(3);
        for (int i = 0; i < 3; i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            Record same = expected.get(i);
            assertThat(record.topic()).isEqualTo("images");
            assertThat(record.partition()).isEqualTo(3);
            assertThat(record.offset()).isEqualTo(same.offset()).isEqualTo(100 + i);
            assertThat(record.timestamp()).isEqualTo(same.timestamp());
            assertThat(record.key()).isEqualTo(array(same.key()));
            assertThat(record.value()).isEqualTo(array(same.value()));
            assertThat(record.headers().toArray()).isEqualTo(same.headers());
            assertThat(OversizedRecord.rejection(RecordImageRequest.of(record))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reducesALargeRecordAndReadsTheRecordsBesideIt(CompressionType compression) throws IOException {
        DefaultRecordBatch batch = batch(
                compression,
                new SimpleRecord(1, bytes(1), bytes(100)),
                new SimpleRecord(2, bytes(2), bytes(5_000_000), HEADERS),
                new SimpleRecord(3, bytes(3), bytes(100)));
        List<ConsumerRecord<byte[], byte[]>> records = read(batch, 0, Long.MAX_VALUE);
        assertThat(records).extracting(ConsumerRecord::offset).containsExactly(100L, 101L, 102L);
        assertThat(records.get(0).value()).hasSize(100);
        assertThat(records.get(2).value()).hasSize(100);
        ConsumerRecord<byte[], byte[]> reduced = records.get(1);
        assertThat(reduced.value()).isEmpty();
        assertThat(reduced.key()).isEqualTo(bytes(2));
        assertThat(reduced.headers().toArray()).contains(HEADERS);
        assertThat(OversizedRecord.rejection(RecordImageRequest.of(reduced))).hasValueSatisfying(rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectionReason.RECORD_TOO_LARGE);
            assertThat(rejected.message()).containsPattern("occupies 5000\\d{3} bytes.*at most 10000 .*-Xmx");
        });
    }

    @Test
    void reducesALargeKeyLargeHeadersAndManyHeaders() throws IOException {
        Header[] many = new Header[200];
        Arrays.fill(many, header("h", 0));
        List<ConsumerRecord<byte[], byte[]>> records = read(
                batch(
                        CompressionType.ZSTD,
                        new SimpleRecord(1, bytes(1_000_000), bytes(100), HEADERS),
                        new SimpleRecord(2, bytes(2), null, new Header[] {header("large", 1_000_000), HEADERS[0]}),
                        new SimpleRecord(3, bytes(3), bytes(4), many)),
                0,
                Long.MAX_VALUE);
        assertThat(records).hasSize(3).allSatisfy(record -> {
            assertThat(OversizedRecord.size(record)).isLessThan(LIMIT + 20_000);
            assertThat(record.value()).isEmpty();
            assertThat(OversizedRecord.rejection(RecordImageRequest.of(record))).isPresent();
        });
        assertThat(records.get(0).key()).isNull();
        assertThat(records.get(0).headers().lastHeader("ce_id")).isNotNull();
        assertThat(records.get(1).headers().lastHeader("ce_id")).isNotNull();
        assertThat(records.get(1).headers().lastHeader("large").value()).isNull();
    }

    @Test
    void startsAndEndsWithinABatch() throws IOException {
        DefaultRecordBatch batch = batch(
                CompressionType.GZIP,
                new SimpleRecord(1, null, bytes(3_000_000)),
                new SimpleRecord(2, null, bytes(4_000)),
                new SimpleRecord(3, null, bytes(4_000)),
                new SimpleRecord(4, null, bytes(4_000)));
        try (BatchReader reader = new BatchReader(PARTITION, batch, LIMIT)) {
            assertThat(reader.read(101, 5_000))
                    .extracting(ConsumerRecord::offset)
                    .containsExactly(101L, 102L);
            assertThat(reader.isAtEnd()).isFalse();
        }
        try (BatchReader reader = new BatchReader(PARTITION, batch, LIMIT)) {
            assertThat(reader.read(103, 1)).extracting(ConsumerRecord::offset).containsExactly(103L);
            assertThat(reader.isAtEnd()).isTrue();
            assertThat(reader.read(104, 1)).isEmpty();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(DefaultRecordBatch batch, long from, long maxBytes)
            throws IOException {
        try (BatchReader reader = new BatchReader(PARTITION, batch, LIMIT)) {
            List<ConsumerRecord<byte[], byte[]>> records = reader.read(from, maxBytes);
            assertThat(reader.isAtEnd()).isTrue();
            return records;
        }
    }

    private static DefaultRecordBatch batch(CompressionType compression, SimpleRecord... records) {
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1_024), Compression.of(compression).build(), TimestampType.CREATE_TIME, 100);
        for (SimpleRecord record : records) {
            builder.append(record);
        }
        return (DefaultRecordBatch) builder.build().batches().iterator().next();
    }

    private static byte[] array(ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }

    private static byte[] bytes(int count) {
        return "x".repeat(count).getBytes(UTF_8);
    }

    private static Header header(String name, int bytes) {
        return new RecordHeader(name, bytes < 0 ? null : bytes(bytes));
    }
}
