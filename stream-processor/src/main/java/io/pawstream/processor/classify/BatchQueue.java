package io.pawstream.processor.classify;

import io.pawstream.processor.model.ServedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decoded pictures that wait for a session, apart by model: a batch never mixes models.
 *
 * <p>Taking is work-conserving: it returns what is there, up to the largest batch, and waits only while nothing is there.
 * While no picture waits, a session takes a spare task instead.
 */
public final class BatchQueue {

    /** More of them would only grow old. */
    private static final int MAX_SPARE_TASKS = 64;

    private final int maxBatch;
    // The model that has waited longest comes first.
    private final Map<ServedModel, Deque<Picture>> waiting = new LinkedHashMap<>();
    private final Deque<Runnable> spare = new ArrayDeque<>();
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param maxBatch most pictures in a batch, at least 1
     */
    public BatchQueue(int maxBatch) {
        this.maxBatch = maxBatch;
    }

    /** Adds a picture; false if the queue is closed. */
    synchronized boolean add(Picture picture) {
        if (closed) {
            return false;
        }
        waiting.computeIfAbsent(picture.model(), model -> new ArrayDeque<>()).add(picture);
        notify();
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
        while (waiting.isEmpty() && spare.isEmpty() && !closed) {
            wait();
        }
        if (!waiting.isEmpty()) {
            return new Work(batch(), null);
        }
        return closed ? null : new Work(List.of(), spare.poll());
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
