package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how long the committed offset of each partition has not moved although the instance has polled further
 * records. Possible causes are a file system that hangs, a record that fails on every attempt, and a broker that does
 * not commit.
 *
 * <p>A failed stream thread loses its partitions and usually gets them back. They still count for a minute, so that
 * repeated failures do not hide a stalled partition. After that minute, the partition belongs to another instance.
 */
public final class CommitProgress {

    /** Longer than fetching an image from a failing host takes with default settings. */
    static final Duration LONG = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Waiting> partitions = new HashMap<>();

    /**
     * The polled records of a partition that are not committed.
     *
     * @param offset offset of the first one
     * @param end offset after the last one
     * @param since time of the last progress, in nanoseconds
     * @param lostAt time at which the instance lost the partition, in nanoseconds; absent while it has the partition
     */
    private record Waiting(
            long offset, long end, long since, @Nullable Long lostAt) {

        /** Adds records that are polled later. After a failure, they can be the same records. */
        Waiting followedBy(Waiting polled) {
            boolean stillWaiting = lostAt == null || polled.offset < end;
            return stillWaiting ? new Waiting(offset, Math.max(end, polled.end), since, null) : polled;
        }
    }

    /**
     * Creates a tracker without partitions.
     *
     * @param nanoTime {@link System#nanoTime}, or a clock for tests
     */
    public CommitProgress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void polled(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            long first = records.get(0).offset();
            long end = records.get(records.size() - 1).offset() + 1;
            Waiting now = new Waiting(first, end, nanoTime.getAsLong(), null);
            partitions.merge(partition, now, Waiting::followedBy);
        }
    }

    synchronized void committed(CommittedOffsets offsets) {
        offsets.next()
                .forEach((partition, next) -> partitions.computeIfPresent(partition, (same, before) -> {
                    if (next.offset() >= before.end()) {
                        return null;
                    }
                    return next.offset() <= before.offset()
                            ? before
                            : new Waiting(next.offset(), before.end(), nanoTime.getAsLong(), before.lostAt());
                }));
    }

    synchronized void lost(Collection<TopicPartition> lost) {
        long now = nanoTime.getAsLong();
        lost.forEach(partition -> partitions.computeIfPresent(
                partition,
                (same, before) -> before.lostAt() != null
                        ? before
                        : new Waiting(before.offset(), before.end(), before.since(), now)));
    }

    /**
     * {@return the longest time for which the committed offset of a partition has not moved while its records wait, in
     * seconds; 0 if no records wait}
     */
    public double stalledSeconds() {
        return longest().map(stalled -> seconds(stalled.getValue())).orElse(0.0);
    }

    /** {@return a partition whose committed offset has not moved for more than a minute; empty if there is none} */
    public Optional<String> message() {
        return longest()
                .filter(stalled -> seconds(stalled.getValue()) > LONG.toSeconds())
                .map(stalled ->
                        "record " + stalled.getKey() + "-" + stalled.getValue().offset()
                                + " has no committed result after " + (long) seconds(stalled.getValue()) + " s");
    }

    private synchronized Optional<Map.Entry<TopicPartition, Waiting>> longest() {
        long now = nanoTime.getAsLong();
        partitions.values().removeIf(waiting -> waiting.lostAt() != null && now - waiting.lostAt() > LONG.toNanos());
        return partitions.entrySet().stream()
                .map(Map.Entry::copyOf)
                .max(Comparator.comparingLong(
                        waiting -> now - waiting.getValue().since()));
    }

    private double seconds(Waiting waiting) {
        return (nanoTime.getAsLong() - waiting.since()) / 1e9;
    }
}
