package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class OversizedRecordTest {

    private static final long LIMIT = 10_000;
    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void aRecordWithinTheLimitIsUnchanged() {
        headers.add("ce_id", "a".getBytes(UTF_8));
        ConsumerRecord<byte[], byte[]> record = record(3, new byte[5_000], 5_000);
        assertThat(OversizedRecord.bounded(record, LIMIT)).isSameAs(record);
    }

    @Test
    void aPublisherCannotSetTheMark() {
        headers.add(OversizedRecord.MARK, "forged".getBytes(UTF_8));
        ConsumerRecord<byte[], byte[]> record = record(3, new byte[5], 5);
        assertThat(OversizedRecord.rejection(RecordImageRequest.of(OversizedRecord.bounded(record, LIMIT))))
                .isEmpty();
    }

    @Test
    void aRecordWhoseValueWasOmittedIsRejectedWithItsIdentityAndWithoutItsImage() throws Exception {
        headers.add("ce_specversion", "1.0".getBytes(UTF_8));
        headers.add("ce_id", "cat-1".getBytes(UTF_8));
        headers.add("ce_source", "camera".getBytes(UTF_8));
        headers.add("ce_type", "any".getBytes(UTF_8));
        ConsumerRecord<byte[], byte[]> reduced =
                OversizedRecord.bounded(record(3, BoundedDeserializer.OMITTED, 600_000_000), LIMIT);
        RecordImageRequest request = RecordImageRequest.of(reduced);
        Rejected rejected = OversizedRecord.rejection(request).orElseThrow();
        assertThat(rejected.image().id()).isEqualTo("cat-1");
        assertThat(rejected.image().source()).isEqualTo("camera");

        Record<byte[], byte[]> rejection = ResultRecords.rejection(
                new Record<>(reduced.key(), reduced.value(), reduced.timestamp(), reduced.headers()),
                new RecordAddress("images", 0, 7),
                rejected,
                RejectionForm.ORIGINAL);
        Headers written = rejection.headers();
        assertThat(Rejection.isWithoutImage(written)).isTrue();
        assertThat(written.lastHeader(OversizedRecord.MARK)).isNull();
        assertThat(new String(written.lastHeader(Rejection.REASON).value(), UTF_8))
                .isEqualTo("record-too-large");
        assertThat(rejection.key()).hasSize(3);
        assertThat(rejection.timestamp()).isEqualTo(1234);
    }

    @Test
    void keepsOnlySmallPartsOfTheKeyAndTheHeaders() {
        headers.add("large", new byte[20_000]);
        headers.add("small", new byte[20]);
        ConsumerRecord<byte[], byte[]> reduced = OversizedRecord.bounded(record(20_000, new byte[5], 5), LIMIT);
        assertThat(reduced.key()).isNull();
        assertThat(reduced.headers().lastHeader("large")).isNull();
        assertThat(reduced.headers().lastHeader("small")).isNotNull();
        assertThat(OversizedRecord.size(reduced)).isLessThan(1_000);
    }

    private ConsumerRecord<byte[], byte[]> record(int keyBytes, byte[] value, int valueBytes) {
        return new ConsumerRecord<>(
                "images",
                0,
                7,
                1234,
                TimestampType.CREATE_TIME,
                keyBytes,
                valueBytes,
                new byte[keyBytes],
                value,
                headers,
                Optional.empty());
    }
}
