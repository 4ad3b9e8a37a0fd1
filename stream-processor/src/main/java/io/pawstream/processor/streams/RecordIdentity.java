package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.RecordAddress;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What a record is, in addition to its position. A position can contain another record later: after the topic was
 * deleted and created again, and after the election of a leader that lacks records.
 *
 * @param address position of the record
 * @param timestampMillis timestamp of the record, in milliseconds since the epoch
 * @param leaderEpoch epoch of the leader that appended the record, if known
 * @param checksum CRC-32C of key, headers and value
 */
record RecordIdentity(RecordAddress address, long timestampMillis, Optional<Integer> leaderEpoch, long checksum) {

    static RecordIdentity of(ConsumerRecord<byte[], byte[]> record) {
        return new RecordIdentity(
                RecordAddress.of(record),
                record.timestamp(),
                record.leaderEpoch(),
                checksum(record.key(), record.headers(), record.value()));
    }

    static RecordIdentity of(Record<byte[], byte[]> record, RecordAddress address) {
        return new RecordIdentity(
                address,
                record.timestamp(),
                Optional.empty(),
                checksum(record.key(), record.headers(), record.value()));
    }

    private static long checksum(byte @Nullable [] key, Iterable<Header> headers, byte @Nullable [] value) {
        CRC32C crc = new CRC32C();
        add(crc, key);
        for (Header header : headers) {
            add(crc, header.key().getBytes(UTF_8));
            add(crc, header.value());
        }
        add(crc, value);
        return crc.getValue();
    }

    /** Adds an array after its length, so that bytes cannot move from one array to the next. */
    private static void add(CRC32C crc, byte @Nullable [] bytes) {
        int length = bytes == null ? -1 : bytes.length;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            crc.update(length >>> shift);
        }
        if (bytes != null) {
            crc.update(bytes);
        }
    }
}
