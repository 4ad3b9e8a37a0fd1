package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The main consumer of a stream thread. It starts the work on each record that it polls, and returns the record to
 * Streams only once its result is available. Streams therefore never waits for an image while a transaction is open,
 * however long the image takes, and the consumer continues to poll. To Streams, a record without a result has not
 * arrived yet.
 */
final class ImageConsumer extends BoundedConsumer {

    private static final Logger LOG = Logger.getLogger(ImageConsumer.class);

    /**
     * Longest wait for records while results are in progress, because a result does not end this wait. Without a wait,
     * the consumer would receive only a small part of a response in each poll.
     */
    private static final Duration MAX_WAIT_FOR_RECORDS = Duration.ofMillis(1);

    /** Longest wait for a result without polling Kafka. */
    private static final Duration MAX_WAIT_FOR_RESULT = Duration.ofMillis(5);

    private final RecordState state;
    private final ClientHooks hooks;
    private final LostRecords lostRecords;
    private final TopicWatch watch;
    /** Partitions that this consumer, and not Streams, has paused while it polls. */
    private final Set<TopicPartition> held = new HashSet<>();

    private boolean subscribed;

    ImageConsumer(
            Map<String, Object> config, RecordState state, ClientHooks hooks, TopicWatch watch, RecordLimits limits) {
        super(withSuffix(config, hooks.clientIdSuffix()), limits, () -> state.prefetcher()
                .window()
                .bytes());
        this.state = state;
        this.hooks = hooks;
        this.watch = watch;
        this.lostRecords = new LostRecords(hooks.onLost());
    }

    private static Map<String, Object> withSuffix(Map<String, Object> config, String suffix) {
        Map<String, Object> marked = new HashMap<>(config);
        marked.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (name, clientId) -> clientId + suffix);
        return marked;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!subscribed) {
            // The thread of this consumer is about to shut down.
            LockSupport.parkNanos(MAX_WAIT_FOR_RESULT.toNanos());
            return ConsumerRecords.empty();
        }
        PrefetchWindow window = state.prefetcher().window();
        long wait = timeout.toNanos();
        if (window.isTaken()) {
            EarlyCommit commit = state.prefetcher().earlyCommit();
            int heldRecords = window.heldRecords();
            if (commit.request(heldRecords)) {
                // Streams commits once this poll returns.
                return ConsumerRecords.empty();
            }
            wait = Math.min(wait, commit.nanosLeft(heldRecords));
        }
        long deadline = System.nanoTime() + wait;
        while (true) {
            long left = Math.max(0, deadline - System.nanoTime());
            boolean more = window.needsRecords();
            long longest = window.isEmpty() ? left : Math.min(left, MAX_WAIT_FOR_RECORDS.toNanos());
            ConsumerRecords<byte[], byte[]> polled =
                    more ? poll(window::accepts, Duration.ofNanos(longest)) : poll(partition -> false, Duration.ZERO);
            state.progress().polled(polled);
            polled.forEach(record -> hooks.waits().polled(secondsSince(record.timestamp())));
            window.polled(polled);
            ConsumerRecords<byte[], byte[]> released = window.release(paused());
            left = deadline - System.nanoTime();
            if (left <= 0 || !released.nextOffsets().isEmpty()) {
                return released;
            }
            if (!more) {
                window.awaitResult(Math.min(left, MAX_WAIT_FOR_RESULT.toNanos()));
            }
        }
    }

    /** Returns at least 0, because the clock of a publisher may be ahead. */
    private static double secondsSince(long timestampMillis) {
        return Math.max(0, System.currentTimeMillis() - timestampMillis) * 1e-3;
    }

    /** Polls the accepted partitions. With none of them, the poll serves only the group. */
    private ConsumerRecords<byte[], byte[]> poll(Predicate<TopicPartition> accepted, Duration timeout) {
        if (watch.isRecreated()) {
            LOG.warnf("topic %s was deleted and created again; reading the new topic from its start", subscription());
            lostRecords.revoked(assignment());
            seekToBeginning(assignment());
        }
        held.addAll(assignment());
        held.removeIf(accepted);
        held.removeAll(paused());
        pause(held);
        try {
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            detectLostRecords(polled);
            return hooks.filterPolled().apply(polled);
        } finally {
            resume(held);
            held.clear();
        }
    }

    private void detectLostRecords(ConsumerRecords<byte[], byte[]> polled) {
        lostRecords.polled(polled, partition -> ConsumerLag.lead(metrics(), partition));
        if (polled.nextOffsets().isEmpty()) {
            for (TopicPartition partition : assignment()) {
                try {
                    lostRecords.idleAt(partition, super.position(partition, Duration.ZERO));
                } catch (TimeoutException e) {
                    // The position is not known yet.
                }
            }
        }
    }

    /** Streams calls this method with {@code processing.guarantee=at_least_once}. */
    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        super.commitSync(offsets);
        state.committed(new CommittedOffsets(offsets));
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        subscribed = hooks.beforeSubscribe().getAsBoolean();
        if (subscribed) {
            super.subscribe(topics, new Rebalances(listener));
        }
    }

    /** Returns the offset of the first record that Streams has not received. */
    @Override
    public long position(TopicPartition partition) {
        return state.prefetcher().window().position(partition).orElseGet(() -> super.position(partition));
    }

    /** Streams calls this method before it reads a partition. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = super.committed(partitions);
        lostRecords.startAt(committed);
        return committed;
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        state.prefetcher().window().cancel(Set.of(partition));
        super.seek(partition, offset);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        state.prefetcher().window().cancel(Set.of(partition));
        super.seek(partition, offset);
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        state.prefetcher().window().cancel(partitions);
        super.seekToBeginning(partitions);
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> partitions) {
        state.prefetcher().window().cancel(partitions);
        super.seekToEnd(partitions);
    }

    /**
     * Leaves the group. By default, a consumer of Streams remains a member until its session times out, to keep its
     * local state. This application has no state, so a remaining member would only block its partitions.
     */
    @Override
    public void close(CloseOptions options) {
        super.close(options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        state.prefetcher().closeWindow();
    }

    /** Drops the records of partitions that the consumer no longer owns. */
    private final class Rebalances implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener streams;

        Rebalances(ConsumerRebalanceListener streams) {
            this.streams = streams;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                watch.restart();
            }
            streams.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            drop(partitions);
            streams.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            drop(partitions);
            streams.onPartitionsLost(partitions);
        }

        private void drop(Collection<TopicPartition> partitions) {
            state.lost(partitions);
            held.removeAll(partitions);
            lostRecords.revoked(partitions);
        }
    }
}
