package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.EndTransactionMarker;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;

class PartitionReadTest {

    private static final TopicPartition PARTITION = new TopicPartition("images", 0);
    private static final short EPOCH = 3;
    private final ByteBuffer log = ByteBuffer.allocate(1 << 20);

    @Test
    void readsRecordsOfSeveralBatchesFromAnOffsetInTheFirstOne() throws IOException {
        batch(10, 3);
        batch(13, 2);
        PartitionRead read = read(11, 1_000_000);
        assertThat(offsets(read)).containsExactly(11L, 12L, 13L, 14L);
        assertThat(read.next()).isEqualTo(15);
    }

    @Test
    void endsAtTheLimitAndLeavesTheRestToTheNextRead() throws IOException {
        batch(10, 3);
        batch(13, 2);
        PartitionRead read = read(10, 2);
        assertThat(offsets(read)).containsExactly(10L);
        assertThat(read.next()).isEqualTo(11);
        assertThat(read.left()).isNegative();
        assertThat(offsets(read(12, 2))).containsExactly(12L);
        assertThat(read(12, 2).next()).isEqualTo(13);
    }

    @Test
    void skipsAbortedTransactionsAndMarkers() throws IOException {
        transactional(10, 7L, 2);
        transactional(12, 8L, 2);
        marker(14, 7L, ControlRecordType.ABORT);
        transactional(15, 7L, 2);
        marker(17, 7L, ControlRecordType.COMMIT);
        marker(18, 8L, ControlRecordType.COMMIT);
        PartitionRead read =
                read(10, 1_000_000, new AbortedTransaction().setProducerId(7L).setFirstOffset(10));
        assertThat(offsets(read)).containsExactly(12L, 13L, 15L, 16L);
        assertThat(read.next()).isEqualTo(19);
    }

    @Test
    void refusesAnOldFormat() {
        log.put(MemoryRecords.withRecords(
                        RecordBatch.MAGIC_VALUE_V1, 10, Compression.NONE, new SimpleRecord(1, null, new byte[] {1}))
                .buffer());
        assertThatThrownBy(() -> read(10, 1_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 1");
    }

    private PartitionRead read(long offset, long maxBytes, AbortedTransaction... aborted) throws IOException {
        PartitionRead read = new PartitionRead(PARTITION, offset, 1_000, maxBytes);
        read.read(new FetchResponseData.PartitionData()
                .setRecords(MemoryRecords.readableRecords(log.duplicate().flip()))
                .setAbortedTransactions(List.of(aborted)));
        return read;
    }

    private static List<Long> offsets(PartitionRead read) {
        return read.records().stream().map(ConsumerRecord::offset).toList();
    }

    private void batch(long offset, int records) {
        log.put(MemoryRecords.withRecords(offset, Compression.zstd().build(), records(records))
                .buffer());
    }

    private void transactional(long offset, long producer, int records) {
        log.put(MemoryRecords.withTransactionalRecords(
                        offset, Compression.NONE, producer, EPOCH, 0, 1, records(records))
                .buffer());
    }

    private void marker(long offset, long producer, ControlRecordType type) {
        log.put(MemoryRecords.withEndTransactionMarker(offset, 1, 1, producer, EPOCH, new EndTransactionMarker(type, 0))
                .buffer());
    }

    private static SimpleRecord[] records(int count) {
        SimpleRecord[] records = new SimpleRecord[count];
        Arrays.fill(records, new SimpleRecord(1, null, new byte[] {1}));
        return records;
    }
}
