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

/**
 * The work on the records that one stream thread has polled and not yet processed.
 *
 * <p>At most a window of them, in images and bytes, is in work at a time; as results are taken the next ones start, in
 * the order in which Streams will ask for them. For one thread.
 */
final class PrefetchWindow {

    private final Function<ConsumerRecord<byte[], byte[]>, CompletableFuture<Result>> start;
    private final int maxImages;
    private final long maxBytes;
    private final Map<TopicPartition, Map<Long, Work>> polled = new HashMap<>();
    private final Deque<Work> waiting = new ArrayDeque<>();
    private int imagesInWork;
    private long bytesInWork;

    /**
     * An empty window.
     *
     * @param start starts the work on a record, without blocking
     * @param maxImages most records in work
     * @param maxBytes most bytes of records in work; one larger record is worked on alone
     */
    PrefetchWindow(
            Function<ConsumerRecord<byte[], byte[]>, CompletableFuture<Result>> start, int maxImages, long maxBytes) {
        this.start = start;
        this.maxImages = maxImages;
        this.maxBytes = maxBytes;
    }

    /** Records that were polled: one that is here already is replaced, for it was polled again after an abort. */
    void polled(ConsumerRecords<byte[], byte[]> records) {
        List<Iterator<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            partitions.add(records.records(partition).iterator());
        }
        // In turns, as Streams goes through its tasks.
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

    /** Takes the outcome of a record out of the window, or null if the record was not polled through it. */
    CompletableFuture<Result> take(TopicPartition partition, long offset) {
        Map<Long, Work> works = polled.get(partition);
        Work work = works == null ? null : works.remove(offset);
        if (work == null) {
            return null;
        }
        begin(work);
        CompletableFuture<Result> outcome = work.outcome;
        end(work);
        refill();
        return outcome;
    }

    /** Forgets a partition that this thread has lost. */
    void cancel(TopicPartition partition) {
        Map<Long, Work> works = polled.remove(partition);
        if (works != null) {
            works.values().forEach(this::drop);
        }
        refill();
    }

    /** Forgets everything. */
    void cancelAll() {
        polled.values().forEach(works -> works.values().forEach(this::drop));
        polled.clear();
        waiting.clear();
    }

    /** Records polled and not yet taken. */
    int size() {
        return polled.values().stream().mapToInt(Map::size).sum();
    }

    private void refill() {
        for (Work next = waiting.peek(); next != null; next = waiting.peek()) {
            boolean fits = imagesInWork < maxImages && bytesInWork + next.bytes() <= maxBytes;
            if (!next.isWaiting() || fits || imagesInWork == 0) {
                waiting.poll();
                if (next.isWaiting()) {
                    begin(next);
                }
            } else {
                return;
            }
        }
    }

    private void begin(Work work) {
        if (work.isWaiting()) {
            work.outcome = start.apply(work.record);
            imagesInWork++;
            bytesInWork += work.bytes();
        }
    }

    private void end(Work work) {
        if (work.outcome != null && !work.ended) {
            imagesInWork--;
            bytesInWork -= work.bytes();
        }
        work.ended = true;
    }

    private void drop(Work work) {
        if (work.outcome != null) {
            work.outcome.cancel(false);
        }
        end(work);
    }

    /** The work on one record: waiting, begun (it has an outcome to come), or ended. */
    private static final class Work {

        private final ConsumerRecord<byte[], byte[]> record;
        private CompletableFuture<Result> outcome;
        private boolean ended;

        Work(ConsumerRecord<byte[], byte[]> record) {
            this.record = record;
        }

        boolean isWaiting() {
            return outcome == null && !ended;
        }

        int bytes() {
            return Math.max(0, record.serializedValueSize());
        }
    }
}
