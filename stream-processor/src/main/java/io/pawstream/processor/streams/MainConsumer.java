package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The consumer of a stream thread. Passes polled records to the prefetcher.
 *
 * <p>It runs a hook before it joins its group, and leaves the group when it closes. By default, a consumer of Streams
 * remains a member until its session times out, to keep its local state. This application has no state, so a remaining
 * member would only block its partitions.
 */
final class MainConsumer extends BoundedConsumer {

    private final Prefetcher prefetcher;
    private final ClientHooks hooks;

    MainConsumer(Map<String, Object> config, Prefetcher prefetcher, ClientHooks hooks, RecordLimits limits) {
        super(config, limits, prefetcher::heldBytes);
        this.prefetcher = prefetcher;
        this.hooks = hooks;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        hooks.beforeSubscribe().run();
        super.subscribe(topics, listener);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
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
