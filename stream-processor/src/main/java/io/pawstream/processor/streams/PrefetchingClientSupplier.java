package io.pawstream.processor.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Creates each main consumer of Streams as a {@link MainConsumer}, and adds interceptors to its producers. */
public final class PrefetchingClientSupplier extends DefaultKafkaClientSupplier {

    private final Prefetcher prefetcher;
    private final ClientHooks hooks;
    private final RecordFailures failures;
    private final RecordLimits limits;

    /**
     * Creates a supplier.
     *
     * @param prefetcher starts the work on polled records
     * @param hooks hooks that the service adds to the clients
     * @param failures receives the output records that the broker never accepts
     * @param limits limits of polled records
     */
    public PrefetchingClientSupplier(
            Prefetcher prefetcher, ClientHooks hooks, RecordFailures failures, RecordLimits limits) {
        this.prefetcher = prefetcher;
        this.hooks = hooks;
        this.failures = failures;
        this.limits = limits;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Map<String, Object> intercepted = new HashMap<>(config);
        intercepted.put(
                ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                List.of(PublishTimer.class.getName(), OutputInterceptor.class.getName()));
        intercepted.put(PublishTimer.LISTENER, hooks.onPublished());
        intercepted.put(OutputInterceptor.FAILURES, failures.outputs());
        return super.getProducer(intercepted);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new MainConsumer(config, prefetcher, hooks, limits);
    }
}
