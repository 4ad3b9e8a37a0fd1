package io.pawstream.processor.streams;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

/**
 * Measures how long an answer takes to the broker: from being sent to being acknowledged, before its transaction commits.
 * Kafka makes it by reflection, so its listener comes as configuration.
 */
public final class PublishTimer implements ProducerInterceptor<byte[], byte[]> {

    /** Configuration: a {@link DoubleConsumer} that hears of each time in seconds. */
    public static final String LISTENER = "pawstream.publish.listener";

    /** By the very headers of a record: they are all that Kafka shows again when it is acknowledged. */
    private final Map<Headers, Long> sentNanos = Collections.synchronizedMap(new IdentityHashMap<>());

    private DoubleConsumer listener;

    @Override
    public void configure(Map<String, ?> configuration) {
        listener = (DoubleConsumer) configuration.get(LISTENER);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        sentNanos.put(record.headers(), System.nanoTime());
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure, Headers headers) {
        Long sent = sentNanos.remove(headers);
        if (sent != null && failure == null) {
            listener.accept((System.nanoTime() - sent) * 1e-9);
        }
    }

    @Override
    public void close() {
        sentNanos.clear();
    }
}
