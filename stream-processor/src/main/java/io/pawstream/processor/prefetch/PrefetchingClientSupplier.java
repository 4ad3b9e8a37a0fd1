package io.pawstream.processor.prefetch;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Kafka's own clients, with the {@link PrefetchInterceptor} in the main consumer. */
public final class PrefetchingClientSupplier extends DefaultKafkaClientSupplier {

    private final Prefetcher prefetcher;

    public PrefetchingClientSupplier(Prefetcher prefetcher) {
        this.prefetcher = prefetcher;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Map<String, Object> prefetching = new HashMap<>(config);
        prefetching.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, PrefetchInterceptor.class.getName());
        prefetching.put(PrefetchInterceptor.PREFETCHER, prefetcher);
        return super.getConsumer(prefetching);
    }
}
