package io.pawstream.processor.streams;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Extracts the timestamp of a record, or the current time if it has none, where the default extractor of Streams
 * fails.
 */
public final class RecordTimestampExtractor implements TimestampExtractor {

    private final Clock clock = Clock.systemUTC();

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : clock.millis();
    }
}
