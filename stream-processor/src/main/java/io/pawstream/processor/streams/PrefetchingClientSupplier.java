package io.pawstream.processor.streams;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Kafka's own clients, with the {@link PrefetchInterceptor} in the main consumer and the {@link PublishTimer} in producers. */
public final class PrefetchingClientSupplier extends DefaultKafkaClientSupplier {

    private final Prefetcher prefetcher;
    private final UnaryOperator<ConsumerRecords<byte[], byte[]>> filter;
    private final DoubleConsumer published;
    private final Runnable beforeJoining;

    /**
     * A supplier.
     *
     * @param published hears of the seconds that each answer takes to the broker; called by several threads
     * @param filter leaves out records that were polled; must not fail, and is called by several threads
     * @param beforeJoining is run by each stream thread before it joins the group, and may take its time
     */
    public PrefetchingClientSupplier(
            Prefetcher prefetcher,
            DoubleConsumer published,
            UnaryOperator<ConsumerRecords<byte[], byte[]>> filter,
            Runnable beforeJoining) {
        this.prefetcher = prefetcher;
        this.published = published;
        this.filter = filter;
        this.beforeJoining = beforeJoining;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Map<String, Object> timed = new HashMap<>(config);
        timed.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, PublishTimer.class.getName());
        timed.put(PublishTimer.LISTENER, published);
        return super.getProducer(timed);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Map<String, Object> prefetching = new HashMap<>(config);
        prefetching.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, PrefetchInterceptor.class.getName());
        prefetching.put(PrefetchInterceptor.PREFETCHER, prefetcher);
        prefetching.put(PrefetchInterceptor.FILTER, filter);
        return new MainConsumer(prefetching);
    }

    /**
     * Joins its group when it may, and leaves it when it closes. That of Streams stays a member until its session times
     * out, to keep local state where it is; here it would only hold up the partitions of a thread that has failed, and
     * those of all others.
     */
    private final class MainConsumer extends KafkaConsumer<byte[], byte[]> {

        MainConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            beforeJoining.run();
            super.subscribe(topics, listener);
        }

        @Override
        public void close(CloseOptions options) {
            super.close(options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
    }
}
