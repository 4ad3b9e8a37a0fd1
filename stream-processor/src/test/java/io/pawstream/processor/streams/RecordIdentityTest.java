package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RecordAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class RecordIdentityTest {

    private static final RecordHeaders HEADERS = headers("ce_id", "1");

    @Test
    void recordsThatDifferInAnythingAreDifferent() {
        List<RecordIdentity> identities = Stream.of(
                        record(0, 7, 0, "key", HEADERS, "value"),
                        record(1, 7, 0, "key", HEADERS, "value"),
                        record(0, 8, 0, "key", HEADERS, "value"),
                        record(0, 7, 1, "key", HEADERS, "value"),
                        record(0, 7, 0, null, HEADERS, "value"),
                        record(0, 7, 0, "", HEADERS, "value"),
                        record(0, 7, 0, "keyv", HEADERS, "alue"),
                        record(0, 7, 0, "key", headers("ce_id", "2"), "value"),
                        record(0, 7, 0, "key", headers("ce_i", "d1"), "value"),
                        record(0, 7, 0, "key", headers("ce_id", null), "value"),
                        record(0, 7, 0, "key", new RecordHeaders(), "value"),
                        record(0, 7, 0, "key", HEADERS, "other"),
                        record(0, 7, 0, "key", HEADERS, null))
                .map(RecordIdentity::of)
                .toList();
        assertThat(identities).doesNotHaveDuplicates();
        assertThat(RecordIdentity.of(record(0, 7, 0, "key", headers("ce_id", "1"), "value")))
                .isEqualTo(identities.get(0))
                .hasSameHashCodeAs(identities.get(0));
    }

    @Test
    void aRecordOfStreamsHasNoLeaderEpoch() {
        ConsumerRecord<byte[], byte[]> record = record(3, 7, 0, "key", HEADERS, "value");
        RecordIdentity consumed = RecordIdentity.of(record);
        RecordAddress address = new RecordAddress("images", 0, 3);
        assertThat(RecordIdentity.of(new Record<>(record.key(), record.value(), 7, record.headers()), address))
                .isEqualTo(new RecordIdentity(address, 7, Optional.empty(), consumed.checksum()));
        assertThat(consumed.leaderEpoch()).hasValue(0);
    }

    private static RecordHeaders headers(String name, String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(new RecordHeader(name, value == null ? null : value.getBytes(UTF_8)));
        return headers;
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, long timestamp, int epoch, String key, RecordHeaders headers, String value) {
        return new ConsumerRecord<>(
                "images",
                0,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers,
                Optional.of(epoch));
    }
}
