package io.pawstream.processor.prefetch;

import io.pawstream.processor.stream.PublishTimer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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

    /**
     * With all records that are polled.
     *
     * @param published hears of the seconds that each answer takes to the broker; called by several threads
     */
    public PrefetchingClientSupplier(Prefetcher prefetcher, DoubleConsumer published) {
        this(prefetcher, published, UnaryOperator.identity());
    }

    /**
     * With some of the records.
     *
     * @param filter leaves records out; must not fail, and is called by several threads
     */
    public PrefetchingClientSupplier(
            Prefetcher prefetcher, DoubleConsumer published, UnaryOperator<ConsumerRecords<byte[], byte[]>> filter) {
        this.prefetcher = prefetcher;
        this.published = published;
        this.filter = filter;
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
        return new LeavingConsumer(prefetching);
    }

    /**
     * Leaves its group when it closes. That of Streams stays a member until its session times out, to keep local state
     * where it is; here it would only hold up the partitions of a thread that has failed, and those of all others.
     */
    private static final class LeavingConsumer extends KafkaConsumer<byte[], byte[]> {

        LeavingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void close(CloseOptions options) {
            super.close(options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
    }
}
