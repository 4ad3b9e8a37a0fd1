package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that exceeds the size limit. Its value is omitted, and its key and headers are kept if they are small, because
 * they identify the image. A header marks it until its rejection.
 */
final class OversizedRecord {

    /** The message of the rejection. Removed from all records of publishers, so that only this process can set it. */
    static final String MARK = "pawstream-record-too-large";

    /** Maximum size of the kept key and of all kept headers. Both fit into the limit of the topic of rejections. */
    private static final int MAX_KEPT_BYTES = 16_384;

    /** Estimated memory of a record or header in addition to its bytes. */
    static final int OBJECT_BYTES = 128;

    private OversizedRecord() {}

    /**
     * Reduces a record if it exceeds the size limit.
     *
     * @param record a record; its headers are modified
     * @param limit maximum size in bytes
     * @return the same record or a small one in its place
     */
    static ConsumerRecord<byte[], byte[]> bounded(ConsumerRecord<byte[], byte[]> record, long limit) {
        record.headers().remove(MARK);
        long size = size(record);
        return size <= limit ? record : reduced(record, size, limit);
    }

    /** Returns the memory of a record. Reading a header copies it, and so releases the buffer of the whole record. */
    static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = OBJECT_BYTES;
        size += Math.max(0, record.serializedKeySize());
        size += Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            size += size(header);
        }
        return size;
    }

    private static long size(Header header) {
        return (long) OBJECT_BYTES + header.key().length() + (header.value() == null ? 0 : header.value().length);
    }

    /**
     * Creates the record that takes the place of a larger one.
     *
     * @param record the record; its value is not used
     * @param size size in bytes
     * @param limit maximum size in bytes
     * @return a record with the small parts of the key and headers
     */
    static ConsumerRecord<byte[], byte[]> reduced(ConsumerRecord<byte[], byte[]> record, long size, long limit) {
        Headers headers = new RecordHeaders();
        long kept = 0;
        for (Header header : record.headers()) {
            if (kept + size(header) <= MAX_KEPT_BYTES) {
                kept += size(header);
                headers.add(header);
            }
        }
        String message = "the record occupies " + size + " bytes after decompression, at most " + limit
                + " are allowed; publish a smaller image, or raise pawstream.limits.max-bytes and the heap (-Xmx)";
        headers.add(MARK, message.getBytes(UTF_8));
        byte[] key = record.key() != null && record.key().length <= MAX_KEPT_BYTES ? record.key() : null;
        return record(record, key, headers);
    }

    @SuppressWarnings("NullAway") // Records may have null keys; Kafka is not annotated.
    private static ConsumerRecord<byte[], byte[]> record(
            ConsumerRecord<byte[], byte[]> original, byte @Nullable [] key, Headers headers) {
        return new ConsumerRecord<>(
                original.topic(),
                original.partition(),
                original.offset(),
                original.timestamp(),
                original.timestampType(),
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                0,
                key == BoundedDeserializer.OMITTED ? null : key,
                new byte[0],
                headers,
                original.leaderEpoch());
    }

    /** Returns the rejection of a record that took the place of a larger one; empty for any other record. */
    static Optional<Rejected> rejection(RecordImageRequest request) {
        Header mark = request.headers().lastHeader(MARK);
        return Optional.ofNullable(mark)
                .map(message -> new Rejected(
                        request.identity(), RejectionReason.RECORD_TOO_LARGE, new String(message.value(), UTF_8)));
    }
}
