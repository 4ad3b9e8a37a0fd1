package io.pawstream.processor.streams;

import io.pawstream.processor.pipeline.WaitListener;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Measures the time from sending an output record to its acknowledgement, before its transaction commits. Kafka
 * creates it by reflection and passes its listener as configuration.
 */
public final class PublishTimer implements ProducerInterceptor<byte[], byte[]> {

    /** Configuration key of the listener, a {@link WaitListener}. */
    static final String LISTENER = "pawstream.publish.listener";

    /** By the identity of the headers, the only object of a record that Kafka passes with the acknowledgement. */
    private final Map<Headers, Long> sentNanos = Collections.synchronizedMap(new IdentityHashMap<>());

    @SuppressWarnings("NullAway.Init") // Kafka calls configure() first.
    private WaitListener listener;

    @Override
    @SuppressWarnings("NullAway") // PrefetchingClientSupplier sets it.
    public void configure(Map<String, ?> configuration) {
        listener = (WaitListener) configuration.get(LISTENER);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        sentNanos.put(record.headers(), System.nanoTime());
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure, Headers headers) {
        Long sent = sentNanos.remove(headers);
        if (sent != null && failure == null) {
            listener.published((System.nanoTime() - sent) * 1e-9);
        }
    }

    @Override
    public void close() {
        sentNanos.clear();
    }
}
