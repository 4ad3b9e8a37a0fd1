package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordTimestampExtractorTest {

    private final RecordTimestampExtractor extractor = new RecordTimestampExtractor();

    @Test
    void returnsTheTimestampOfTheRecord() {
        assertThat(extractor.extract(record(1234), 99)).isEqualTo(1234);
        assertThat(extractor.extract(record(0), 99)).isZero();
    }

    @Test
    void returnsTheCurrentTimeIfThereIsNone() {
        long before = System.currentTimeMillis();
        assertThat(extractor.extract(record(ConsumerRecord.NO_TIMESTAMP), 99))
                .isBetween(before, System.currentTimeMillis());
    }

    private static ConsumerRecord<Object, Object> record(long timestamp) {
        return new ConsumerRecord<>(
                "images",
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());
    }
}
