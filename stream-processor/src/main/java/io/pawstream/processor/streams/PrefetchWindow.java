package io.pawstream.processor.streams;

import io.pawstream.processor.pipeline.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that one stream thread has polled and not yet processed.
 *
 * <p>A record is <em>held</em> until it and all records before it in its partition have a result. It is then
 * <em>released</em> to Streams, which <em>takes</em> the result when it processes the record. The window limits the
 * images and bytes in progress. As results complete, the next records start. For one thread.
 */
final class PrefetchWindow {

    /** Bytes of held records from which on no further records are polled. */
    private static final long MAX_HELD_BYTES = 16 << 20;

    /** The same for one partition, so that an image that takes long does not delay the other partitions. */
    private static final long MAX_PARTITION_BYTES = 8 << 20;

    /** Held records of one partition from which on it is not polled further, as a multiple of the images in progress. */
    private static final int MAX_PARTITION_WINDOWS = 4;

    private final Function<ConsumerRecord<byte[], byte[]>, Prefetched> starter;
    private final int maxImages;
    private final long maxBytes;
    private final DoubleConsumer onProcessed;
    private final Map<TopicPartition, Deque<Work>> held = new HashMap<>();
    private final Map<TopicPartition, Map<Long, Work>> released = new HashMap<>();
    /** The next offset of each partition of which Streams has not received all polled records. */
    private final Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();

    private final Deque<Work> waiting = new ArrayDeque<>();
    private final List<Work> inProgress = new ArrayList<>();
    private long heldBytes;

    /**
     * A record whose work has started.
     *
     * @param record what the record is
     * @param result the result, which may be incomplete
     */
    record Prefetched(RecordIdentity record, CompletableFuture<Result> result) {}

    /**
     * Creates an empty window.
     *
     * @param starter starts the work on a record, without blocking
     * @param maxImages maximum number of records in progress
     * @param maxBytes maximum number of bytes in progress; a larger record is processed alone
     * @param onProcessed receives the seconds from each complete result until it is taken
     */
    PrefetchWindow(
            Function<ConsumerRecord<byte[], byte[]>, Prefetched> starter,
            int maxImages,
            long maxBytes,
            DoubleConsumer onProcessed) {
        this.starter = starter;
        this.maxImages = maxImages;
        this.maxBytes = maxBytes;
        this.onProcessed = onProcessed;
    }

    /** Holds polled records, and starts the work on them. */
    void polled(ConsumerRecords<byte[], byte[]> records) {
        nextOffsets.putAll(records.nextOffsets());
        List<Iterator<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            partitions.add(records.records(partition).iterator());
        }
        // Round-robin over the partitions, as Streams processes its tasks.
        while (!partitions.isEmpty()) {
            partitions.removeIf(partition -> !partition.hasNext());
            for (Iterator<ConsumerRecord<byte[], byte[]>> partition : partitions) {
                hold(partition.next());
            }
        }
        refill();
    }

    private void hold(ConsumerRecord<byte[], byte[]> record) {
        Work work = new Work(record);
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        held.computeIfAbsent(partition, same -> new ArrayDeque<>()).add(work);
        heldBytes += work.bytes();
        waiting.add(work);
    }

    /** Returns whether no records are held. */
    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Returns whether all released records have been taken. */
    boolean isTaken() {
        return released.values().stream().allMatch(Map::isEmpty);
    }

    /** Returns the number of held records. */
    int heldRecords() {
        return held.values().stream().mapToInt(Deque::size).sum();
    }

    /** Returns whether so few records wait for their start that further ones should be polled. */
    boolean needsRecords() {
        return waiting.size() < maxImages && heldBytes < MAX_HELD_BYTES;
    }

    /** Returns whether further records of a partition may be polled. */
    boolean accepts(TopicPartition partition) {
        Deque<Work> works = held.getOrDefault(partition, new ArrayDeque<>());
        return works.size() < MAX_PARTITION_WINDOWS * maxImages
                && works.stream().mapToLong(Work::bytes).sum() < MAX_PARTITION_BYTES;
    }

    /** Returns the size of the records that are polled and not yet taken, in bytes. */
    long bytes() {
        return heldBytes
                + released.values().stream()
                        .flatMap(works -> works.values().stream())
                        .mapToLong(Work::bytes)
                        .sum();
    }

    /** Returns the offset of the first held record of a partition; empty if there is none. */
    OptionalLong position(TopicPartition partition) {
        Deque<Work> works = held.get(partition);
        return works == null
                ? OptionalLong.empty()
                : OptionalLong.of(works.element().record.offset());
    }

    /**
     * Releases the records that have a result, and whose predecessors have one.
     *
     * @param paused partitions of which no record is released
     */
    ConsumerRecords<byte[], byte[]> release(Set<TopicPartition> paused) {
        refill();
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        Set<TopicPartition> open = new HashSet<>(nextOffsets.keySet());
        open.removeAll(paused);
        for (TopicPartition partition : open) {
            Deque<Work> works = held.getOrDefault(partition, new ArrayDeque<>());
            List<ConsumerRecord<byte[], byte[]>> done = release(partition, works);
            Work first = works.peek();
            if (first == null) {
                held.remove(partition);
                next.put(partition, nextOffsets.remove(partition));
            } else if (!done.isEmpty()) {
                next.put(partition, new OffsetAndMetadata(first.record.offset(), first.record.leaderEpoch(), ""));
            }
            if (!done.isEmpty()) {
                records.put(partition, done);
            }
        }
        return new ConsumerRecords<>(records, next);
    }

    private List<ConsumerRecord<byte[], byte[]>> release(TopicPartition partition, Deque<Work> works) {
        List<ConsumerRecord<byte[], byte[]>> done = new ArrayList<>();
        for (Work work = works.peek(); work != null && work.isDone(); work = works.peek()) {
            works.remove();
            heldBytes -= work.bytes();
            released.computeIfAbsent(partition, same -> new HashMap<>()).put(work.record.offset(), work);
            done.add(work.record);
        }
        return done;
    }

    /** Waits until a result completes, or for some time. */
    void awaitResult(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    /** Removes a released record and returns its result; returns null if the record was not released. */
    @Nullable
    Prefetched take(TopicPartition partition, long offset) {
        Map<Long, Work> works = released.get(partition);
        Work work = works == null ? null : works.remove(offset);
        if (work == null) {
            return null;
        }
        onProcessed.accept((System.nanoTime() - work.completedNanos) * 1e-9);
        return work.prefetched;
    }

    /** Drops all records of partitions, and cancels the work on them. */
    void cancel(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Deque<Work> works = held.remove(partition);
            if (works != null) {
                works.forEach(this::drop);
            }
            released.remove(partition);
            nextOffsets.remove(partition);
        }
        refill();
    }

    /** Drops all records, and cancels all work. */
    void cancelAll() {
        cancel(new HashSet<>(held.keySet()));
        released.clear();
        nextOffsets.clear();
    }

    private void drop(Work work) {
        heldBytes -= work.bytes();
        if (work.prefetched == null) {
            waiting.remove(work);
        } else {
            work.prefetched.result().cancel(false);
        }
    }

    /** Starts the next records as far as the limits allow. */
    private void refill() {
        inProgress.removeIf(Work::isDone);
        long bytes = inProgress.stream().mapToLong(Work::bytes).sum();
        for (Work next = waiting.peek(); next != null; next = waiting.peek()) {
            boolean fits = inProgress.size() < maxImages && bytes + next.bytes() <= maxBytes;
            if (!fits && !inProgress.isEmpty()) {
                return;
            }
            waiting.remove();
            start(next);
            bytes += next.bytes();
        }
    }

    private void start(Work work) {
        Thread stream = Thread.currentThread();
        work.prefetched = starter.apply(work.record);
        var unused = work.prefetched.result().whenComplete((result, failure) -> {
            work.completedNanos = System.nanoTime();
            work.done = true;
            LockSupport.unpark(stream);
        });
        inProgress.add(work);
    }

    /** The work on one held record, which is waiting until it has started. */
    private static final class Work {

        private final ConsumerRecord<byte[], byte[]> record;
        private final long bytes;
        private @Nullable Prefetched prefetched;
        private long completedNanos;
        private volatile boolean done;

        Work(ConsumerRecord<byte[], byte[]> record) {
            this.record = record;
            bytes = OversizedRecord.size(record);
        }

        boolean isDone() {
            return done;
        }

        /** Returns the memory of the record, with its key and headers. */
        long bytes() {
            return bytes;
        }
    }
}
