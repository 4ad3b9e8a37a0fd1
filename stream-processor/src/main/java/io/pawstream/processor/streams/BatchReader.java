package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the records of a batch as a stream, and skips the parts that exceed the record limit. The consumer of Kafka
 * allocates each record as a whole, whatever its size. For one batch.
 */
final class BatchReader implements AutoCloseable {

    private final TopicPartition partition;
    private final DefaultRecordBatch batch;
    private final long limit;
    private final InputStream in;
    private int left;
    private long kept;
    private long size;

    /**
     * Opens a batch.
     *
     * @param partition partition of the batch
     * @param batch a batch that is no control batch
     * @param limit maximum size of a record in bytes
     */
    BatchReader(TopicPartition partition, DefaultRecordBatch batch, long limit) {
        this.partition = partition;
        this.batch = batch;
        this.limit = limit;
        in = batch.recordInputStream(BufferSupplier.NO_CACHING);
        left = batch.countOrNull();
    }

    /**
     * Reads records up to a total size, and at least one.
     *
     * @param from offset of the first record; records before it are skipped
     * @param maxBytes total size in bytes
     * @return the records, in order; empty at the end of the batch
     * @throws IOException if the batch is damaged
     */
    List<ConsumerRecord<byte[], byte[]>> read(long from, long maxBytes) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long total = 0;
        while (left > 0 && total < maxBytes) {
            left--;
            ConsumerRecord<byte[], byte[]> record = next(from);
            if (record != null) {
                records.add(record);
                total += OversizedRecord.size(record);
            }
        }
        return records;
    }

    /** Returns whether the end of the batch is reached. */
    boolean isAtEnd() {
        return left == 0;
    }

    private @Nullable ConsumerRecord<byte[], byte[]> next(long from) throws IOException {
        ByteUtils.readVarint(in); // The size, which does not state the sizes of the parts.
        in.read(); // The attributes, which are unused.
        long timestamp = batch.baseTimestamp() + ByteUtils.readVarlong(in);
        long offset = batch.baseOffset() + ByteUtils.readVarint(in);
        kept = offset < from ? limit : 0;
        size = OversizedRecord.OBJECT_BYTES;
        byte[] key = part();
        byte[] value = part();
        RecordHeaders headers = new RecordHeaders();
        int count = ByteUtils.readVarint(in);
        for (int i = 0; i < count; i++) {
            size += OversizedRecord.OBJECT_BYTES;
            byte[] name = part();
            byte[] content = part();
            if (name != null && kept + OversizedRecord.OBJECT_BYTES <= limit) {
                kept += OversizedRecord.OBJECT_BYTES;
                headers.add(new String(name, UTF_8), content);
            }
        }
        return offset < from ? null : record(offset, timestamp, key, value, headers);
    }

    /** Reads a part that has its size before it. Returns null if it is null or exceeds the limit of the record. */
    private byte @Nullable [] part() throws IOException {
        int bytes = ByteUtils.readVarint(in);
        if (bytes < 0) {
            return null;
        }
        size += bytes;
        if (kept + bytes > limit) {
            skip(bytes);
            return null;
        }
        kept += bytes;
        byte[] part = in.readNBytes(bytes);
        if (part.length < bytes) {
            throw new EOFException("a record of the batch at offset " + batch.baseOffset() + " is incomplete");
        }
        return part;
    }

    private void skip(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(bytes, 8_192)];
        for (long rest = bytes; rest > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
            if (read < 0) {
                throw new EOFException("a record of the batch at offset " + batch.baseOffset() + " is incomplete");
            }
            rest -= read;
        }
    }

    @SuppressWarnings("NullAway") // Records may have null keys and values; Kafka is not annotated.
    private ConsumerRecord<byte[], byte[]> record(
            long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        boolean isAppendTime = batch.timestampType() == TimestampType.LOG_APPEND_TIME;
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                isAppendTime ? batch.maxTimestamp() : timestamp,
                batch.timestampType(),
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                headers,
                Optional.of(batch.partitionLeaderEpoch()));
        return size > limit ? OversizedRecord.reduced(record, size, limit) : OversizedRecord.bounded(record, limit);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
