package io.pawstream.processor.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/** Creates an {@link ImageConsumer} and a {@link ResultProducer} for each stream thread. */
public final class PrefetchingClientSupplier extends DefaultKafkaClientSupplier {

    /** Streams stops only after this request: without a broker, it would wait for a minute. */
    private static final DescribeTopicsOptions TOPIC_ID_OPTIONS = new DescribeTopicsOptions().timeoutMs(2_000);

    private final RecordState state;
    private final RecordLimits limits;
    private final ClientHooks hooks;
    private final String imagesTopic;

    @SuppressWarnings("NullAway.Init") // Streams calls getAdmin() first.
    private Admin admin;

    /**
     * Creates a supplier.
     *
     * @param state receives what is polled, committed and lost
     * @param hooks hooks that the service adds to the clients
     * @param imagesTopic name of the topic of images
     * @param limits limits of polled records
     */
    public PrefetchingClientSupplier(RecordState state, ClientHooks hooks, String imagesTopic, RecordLimits limits) {
        this.state = state;
        this.limits = limits;
        this.hooks = hooks;
        this.imagesTopic = imagesTopic;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        admin = super.getAdmin(config);
        return admin;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Map<String, Object> intercepted = new HashMap<>(config);
        intercepted.put(
                ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                List.of(PublishTimer.class.getName(), OutputInterceptor.class.getName()));
        intercepted.put(PublishTimer.LISTENER, hooks.waits());
        intercepted.put(OutputInterceptor.FAILURES, state.failures().outputs());
        return new ResultProducer(intercepted, state::committed, state.results()::discard);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        TopicWatch watch = new TopicWatch(this::topicId, System::nanoTime);
        return new ImageConsumer(config, state, hooks, watch, limits);
    }

    private CompletableFuture<@Nullable Uuid> topicId() {
        return admin.describeTopics(List.of(imagesTopic), TOPIC_ID_OPTIONS)
                .allTopicNames()
                .toCompletionStage()
                .handle((topics, failure) -> topics == null
                        ? null
                        : topics.values().iterator().next().topicId())
                .toCompletableFuture();
    }
}
