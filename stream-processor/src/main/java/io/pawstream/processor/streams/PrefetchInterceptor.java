package io.pawstream.processor.streams;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Passes polled records to the prefetcher. Kafka creates it by reflection and passes its dependencies as
 * configuration.
 */
public final class PrefetchInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    static final String PREFETCHER = "pawstream.prefetcher";
    static final String FILTER = "pawstream.filter";

    @SuppressWarnings("NullAway.Init") // Kafka calls configure() first.
    private Prefetcher prefetcher;

    @SuppressWarnings("NullAway.Init")
    private UnaryOperator<ConsumerRecords<byte[], byte[]>> filter;

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // PrefetchingClientSupplier sets both.
    public void configure(Map<String, ?> configuration) {
        prefetcher = (Prefetcher) configuration.get(PREFETCHER);
        filter = (UnaryOperator<ConsumerRecords<byte[], byte[]>>) configuration.get(FILTER);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        ConsumerRecords<byte[], byte[]> records = filter.apply(polled);
        prefetcher.polled(records);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Commits do not matter: a prefetched result waits until its record is processed.
    }

    @Override
    public void close() {
        prefetcher.consumerClosed();
    }
}
