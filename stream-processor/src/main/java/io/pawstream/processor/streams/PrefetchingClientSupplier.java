package io.pawstream.processor.streams;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Adds the {@link PrefetchInterceptor} to the main consumers of Streams, and the {@link PublishTimer} and the
 * {@link OutputInterceptor} to its producers.
 */
public final class PrefetchingClientSupplier extends DefaultKafkaClientSupplier {

    private final Prefetcher prefetcher;
    private final ClientHooks hooks;
    private final RecordFailures failures;

    /**
     * Creates a supplier.
     *
     * @param prefetcher starts the work on polled records
     * @param hooks hooks that the service adds to the clients
     * @param failures receives the output records that the broker never accepts
     */
    public PrefetchingClientSupplier(Prefetcher prefetcher, ClientHooks hooks, RecordFailures failures) {
        this.prefetcher = prefetcher;
        this.hooks = hooks;
        this.failures = failures;
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
        Map<String, Object> prefetching = new HashMap<>(config);
        prefetching.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, PrefetchInterceptor.class.getName());
        prefetching.put(PrefetchInterceptor.PREFETCHER, prefetcher);
        prefetching.put(PrefetchInterceptor.FILTER, hooks.filterPolled());
        return new MainConsumer(prefetching, hooks.beforeSubscribe());
    }

    /**
     * Runs the hook before it joins its group, and leaves the group when it closes. By default, a consumer of Streams
     * remains a member until its session times out, to keep its local state. This application has no state, so a
     * remaining member would only block its partitions.
     */
    private static final class MainConsumer extends KafkaConsumer<byte[], byte[]> {

        private final Runnable beforeSubscribe;

        MainConsumer(Map<String, Object> config, Runnable beforeSubscribe) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.beforeSubscribe = beforeSubscribe;
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            beforeSubscribe.run();
            super.subscribe(topics, listener);
        }

        @Override
        public void close(CloseOptions options) {
            super.close(options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
    }
}
