package io.pawstream.processor.prefetch;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells the prefetcher what the consumer has polled. Kafka makes it by reflection, so the prefetcher comes as configuration. */
public final class PrefetchInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    static final String PREFETCHER = "pawstream.prefetcher";

    private Prefetcher prefetcher;

    @Override
    public void configure(Map<String, ?> configuration) {
        prefetcher = (Prefetcher) configuration.get(PREFETCHER);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        prefetcher.polled(records);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Commits change nothing here: a result waits until its record is processed.
    }

    @Override
    public void close() {
        prefetcher.consumerClosed();
    }
}
