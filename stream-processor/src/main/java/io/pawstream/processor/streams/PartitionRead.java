package io.pawstream.processor.streams;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.requests.FetchResponse;

/** Reads the committed records of one partition from its batches, with bounded memory. */
final class PartitionRead {

    private final TopicPartition partition;
    private final long maxRecordBytes;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Set<Long> abortedProducers = new HashSet<>();
    private long next;
    private long left;

    /**
     * Creates a reader.
     *
     * @param partition the partition
     * @param offset offset of the first record
     * @param maxRecordBytes maximum size of a record; larger ones are reduced
     * @param maxBytes maximum size of all records; the last one may exceed it
     */
    PartitionRead(TopicPartition partition, long offset, long maxRecordBytes, long maxBytes) {
        this.partition = partition;
        this.maxRecordBytes = maxRecordBytes;
        next = offset;
        left = maxBytes;
    }

    /**
     * Reads the batches of a response until the limit is reached.
     *
     * @param data the batches and the aborted transactions among them
     * @throws IOException if a batch is damaged or has an old format
     */
    void read(FetchResponseData.PartitionData data) throws IOException {
        List<AbortedTransaction> aborted = new ArrayList<>();
        if (data.abortedTransactions() != null) {
            aborted.addAll(data.abortedTransactions());
        }
        for (RecordBatch batch : FetchResponse.recordsOrFail(data).batches()) {
            if (left <= 0) {
                return;
            }
            boolean isVisible = isVisible(batch, aborted);
            if (isVisible && batch.nextOffset() > next) {
                readBatch(batch);
            } else {
                next = Math.max(next, batch.nextOffset());
            }
        }
    }

    /** Returns the records in order. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Returns the offset after the last record. */
    long next() {
        return next;
    }

    /** Returns the size that further records may have. */
    long left() {
        return left;
    }

    /** Returns whether a batch contains records that are not aborted. Must be called for each batch in order. */
    private boolean isVisible(RecordBatch batch, List<AbortedTransaction> aborted) {
        aborted.removeIf(transaction ->
                transaction.firstOffset() <= batch.lastOffset() && abortedProducers.add(transaction.producerId()));
        if (!batch.isControlBatch()) {
            return !(batch.isTransactional() && abortedProducers.contains(batch.producerId()));
        }
        batch.forEach(marker -> {
            if (ControlRecordType.parse(marker.key()) == ControlRecordType.ABORT) {
                abortedProducers.remove(batch.producerId());
            }
        });
        return false;
    }

    private void readBatch(RecordBatch stored) throws IOException {
        stored.ensureValid();
        if (!(stored instanceof DefaultRecordBatch batch)) {
            throw new IOException("partition " + partition + " contains records of format " + stored.magic()
                    + " at offset " + stored.baseOffset() + "; the service reads format 2");
        }
        try (BatchReader reader = new BatchReader(partition, batch, maxRecordBytes)) {
            List<ConsumerRecord<byte[], byte[]>> read = reader.read(next, left);
            records.addAll(read);
            left -= read.stream().mapToLong(OversizedRecord::size).sum();
            next = reader.isAtEnd()
                    ? batch.nextOffset()
                    : read.get(read.size() - 1).offset() + 1;
        }
    }
}
