package io.pawstream.processor.streams;

import io.pawstream.processor.pipeline.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that one stream thread has polled and not yet processed.
 *
 * <p>The window limits the images and bytes in progress. As results are taken, the next records start, in the order in
 * which Streams processes them. For one thread.
 */
final class PrefetchWindow {

    private final Function<ConsumerRecord<byte[], byte[]>, CompletableFuture<Result>> starter;
    private final int maxImages;
    private final long maxBytes;
    private final Map<TopicPartition, Map<Long, Work>> polled = new HashMap<>();
    private final Deque<Work> waiting = new ArrayDeque<>();
    private int imagesInWork;
    private long bytesInWork;

    /**
     * Creates an empty window.
     *
     * @param starter starts the work on a record, without blocking
     * @param maxImages maximum number of records in progress
     * @param maxBytes maximum number of bytes in progress; a larger record is processed alone
     */
    PrefetchWindow(
            Function<ConsumerRecord<byte[], byte[]>, CompletableFuture<Result>> starter, int maxImages, long maxBytes) {
        this.starter = starter;
        this.maxImages = maxImages;
        this.maxBytes = maxBytes;
    }

    /** Adds polled records. Replaces records that are polled again after an aborted transaction. */
    void polled(ConsumerRecords<byte[], byte[]> records) {
        List<Iterator<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            partitions.add(records.records(partition).iterator());
        }
        // Round-robin over the partitions, as Streams processes its tasks.
        while (!partitions.isEmpty()) {
            partitions.removeIf(partition -> !partition.hasNext());
            for (Iterator<ConsumerRecord<byte[], byte[]>> partition : partitions) {
                add(partition.next());
            }
        }
        refill();
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        Work work = new Work(record);
        Work before = polled.computeIfAbsent(
                        new TopicPartition(record.topic(), record.partition()), partition -> new HashMap<>())
                .put(record.offset(), work);
        if (before != null) {
            drop(before);
        }
        waiting.add(work);
    }

    /** Removes a record and returns its result; returns null if the window does not contain the record. */
    @Nullable
    CompletableFuture<Result> take(TopicPartition partition, long offset) {
        Map<Long, Work> works = polled.get(partition);
        Work work = works == null ? null : works.remove(offset);
        if (work == null) {
            return null;
        }
        start(work);
        CompletableFuture<Result> result = work.result;
        end(work);
        refill();
        return result;
    }

    /** Cancels the work on a partition that this thread no longer owns. */
    void cancel(TopicPartition partition) {
        Map<Long, Work> works = polled.remove(partition);
        if (works != null) {
            works.values().forEach(this::drop);
        }
        refill();
    }

    /** Cancels all work. */
    void cancelAll() {
        polled.values().forEach(works -> works.values().forEach(this::drop));
        polled.clear();
        waiting.clear();
    }

    /** Returns the number of records that are polled and not yet taken. */
    int size() {
        return polled.values().stream().mapToInt(Map::size).sum();
    }

    /** Returns the size of the records that are polled and not yet taken, in bytes. */
    long bytes() {
        return polled.values().stream()
                .flatMap(works -> works.values().stream())
                .mapToLong(Work::bytes)
                .sum();
    }

    private void refill() {
        for (Work next = waiting.peek(); next != null; next = waiting.peek()) {
            boolean fits = imagesInWork < maxImages && bytesInWork + next.bytes() <= maxBytes;
            if (!next.isWaiting() || fits || imagesInWork == 0) {
                waiting.poll();
                if (next.isWaiting()) {
                    start(next);
                }
            } else {
                return;
            }
        }
    }

    private void start(Work work) {
        if (work.isWaiting()) {
            work.result = starter.apply(work.record);
            imagesInWork++;
            bytesInWork += work.bytes();
        }
    }

    private void end(Work work) {
        if (work.result != null && !work.ended) {
            imagesInWork--;
            bytesInWork -= work.bytes();
        }
        work.ended = true;
    }

    private void drop(Work work) {
        if (work.result != null) {
            work.result.cancel(false);
        }
        end(work);
    }

    /** The work on one record, which is waiting, started (it has a result) or ended. */
    private static final class Work {

        private final ConsumerRecord<byte[], byte[]> record;
        private @Nullable CompletableFuture<Result> result;
        private boolean ended;

        Work(ConsumerRecord<byte[], byte[]> record) {
            this.record = record;
        }

        boolean isWaiting() {
            return result == null && !ended;
        }

        int bytes() {
            return Math.max(0, record.serializedValueSize());
        }
    }
}
