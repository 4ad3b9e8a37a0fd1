package io.pawstream.processor.classify;

import io.pawstream.processor.model.ServedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Decoded pictures that wait for a session, apart by model: a batch never mixes models.
 *
 * <p>Taking is work-conserving: a session takes what is there, up to the largest batch, and waits only while nothing is
 * there, or while all decoding threads are busy, so that a fuller batch costs nobody anything. While no picture waits or
 * comes, one session takes a spare task instead; after it there is a rest, so that such tasks take a small part of a
 * processor's time.
 */
public final class BatchQueue {

    /** More of them would only grow old. */
    private static final int MAX_SPARE_TASKS = 64;

    private final int maxBatch;
    private final int decoders;
    private final double spareShare;
    // The model that has waited longest comes first.
    private final Map<ServedModel, Deque<Picture>> waiting = new LinkedHashMap<>();
    private final Deque<Runnable> spare = new ArrayDeque<>();
    private int coming;
    private boolean spareRuns;
    private long restEndsAt = System.nanoTime();
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param maxBatch most pictures in a batch, at least 1
     * @param decoders threads that decode
     * @param spareShare largest part of one processor's time for spare tasks, above 0 and at most 1
     */
    public BatchQueue(int maxBatch, int decoders, double spareShare) {
        if (!(spareShare > 0 && spareShare <= 1)) {
            throw new IllegalArgumentException(
                    "spare tasks may take " + spareShare + " of a processor's time; it must be above 0 and at most 1");
        }
        this.maxBatch = maxBatch;
        this.decoders = decoders;
        this.spareShare = spareShare;
    }

    /** Work begins that may add a picture; {@link #ended} has to follow. */
    synchronized void begun() {
        coming++;
    }

    /** Work has ended that might have added a picture. */
    synchronized void ended() {
        coming--;
        if (coming < decoders) {
            notifyAll();
        }
    }

    /** Adds a picture; false if the queue is closed. */
    synchronized boolean add(Picture picture) {
        if (closed) {
            return false;
        }
        Deque<Picture> batch = waiting.computeIfAbsent(picture.model(), model -> new ArrayDeque<>());
        batch.add(picture);
        if (coming < decoders || batch.size() >= maxBatch) {
            notify();
        }
        return true;
    }

    /** Adds a task that is run when no picture waits; false if there are too many of them, or the queue is closed. */
    public synchronized boolean addSpare(Runnable task) {
        if (closed || spare.size() == MAX_SPARE_TASKS) {
            return false;
        }
        spare.add(task);
        notify();
        return true;
    }

    /**
     * The next work: a batch, 1 to the largest number of pictures of one model, for a session to classify; else a spare
     * task; null once the queue is closed.
     */
    synchronized Work take() throws InterruptedException {
        while (!isBatchReady() && !closed) {
            if (!mayRunSpare()) {
                wait();
            } else if (restEndsAt > System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, restEndsAt - System.nanoTime());
            } else {
                return new Work(List.of(), spareTask());
            }
        }
        return waiting.isEmpty() ? null : new Work(batch(), null);
    }

    private boolean mayRunSpare() {
        return coming == 0 && waiting.isEmpty() && !spare.isEmpty() && !spareRuns;
    }

    private Runnable spareTask() {
        Runnable task = spare.poll();
        spareRuns = true;
        return () -> {
            long start = System.nanoTime();
            try {
                task.run();
            } finally {
                spareEnded(System.nanoTime() - start);
            }
        };
    }

    private synchronized void spareEnded(long nanos) {
        spareRuns = false;
        restEndsAt = System.nanoTime() + (long) (nanos * (1 / spareShare - 1));
        notify();
    }

    /** A full batch of one model lets that go first which has waited longest: it would wait for its own for long. */
    private boolean isBatchReady() {
        return !waiting.isEmpty()
                && (coming < decoders || waiting.values().stream().anyMatch(batch -> batch.size() >= maxBatch));
    }

    /** Pictures, or else a spare task. */
    record Work(List<Picture> batch, Runnable spare) {}

    private List<Picture> batch() {
        Map.Entry<ServedModel, Deque<Picture>> first =
                waiting.entrySet().iterator().next();
        Deque<Picture> pictures = first.getValue();
        List<Picture> batch = new ArrayList<>(Math.min(maxBatch, pictures.size()));
        while (batch.size() < maxBatch && !pictures.isEmpty()) {
            batch.add(pictures.poll());
        }
        waiting.remove(first.getKey());
        if (!pictures.isEmpty()) {
            // To the end of the line, so that a busy model cannot starve another.
            waiting.put(first.getKey(), pictures);
        }
        if (isBatchReady()) {
            notify();
        }
        return batch;
    }

    /** Ends all waiting. Spare tasks that have not begun are forgotten. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
