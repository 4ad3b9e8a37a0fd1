package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The consumer of a stream thread. Passes polled records to the prefetcher.
 *
 * <p>It runs a hook before it joins its group, does not join while the process shuts down, and leaves the group when it closes. By default, a consumer of Streams
 * remains a member until its session times out, to keep its local state. This application has no state, so a remaining
 * member would only block its partitions.
 */
final class MainConsumer extends BoundedConsumer {

    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private final Prefetcher prefetcher;
    private final ClientHooks hooks;
    private boolean subscribed;

    MainConsumer(Map<String, Object> config, Prefetcher prefetcher, ClientHooks hooks, RecordLimits limits) {
        super(withSuffix(config, hooks.clientIdSuffix()), limits, prefetcher::heldBytes);
        this.prefetcher = prefetcher;
        this.hooks = hooks;
    }

    private static Map<String, Object> withSuffix(Map<String, Object> config, String suffix) {
        Map<String, Object> marked = new HashMap<>(config);
        marked.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (name, clientId) -> clientId + suffix);
        return marked;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        subscribed = hooks.beforeSubscribe().getAsBoolean();
        if (subscribed) {
            super.subscribe(topics, listener);
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!subscribed) {
            // The thread of this consumer is about to shut down.
            LockSupport.parkNanos(PAUSE_NANOS);
            return ConsumerRecords.empty();
        }
        ConsumerRecords<byte[], byte[]> records = hooks.filterPolled().apply(super.poll(timeout));
        prefetcher.polled(records);
        return records;
    }

    @Override
    public void close(CloseOptions options) {
        prefetcher.consumerClosed();
        super.close(options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
}
