package io.pawstream.processor.pipeline;

import io.pawstream.processor.models.LoadedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The work of the threads that classify: steps of images on their way here, which decode them; batches of decoded
 * images, apart by model, for a batch never mixes models; spare tasks.
 *
 * <p>It is work-conserving: a full batch comes first, then steps, which fill the next batch, then what is there of one. Only
 * while no image waits or comes, one thread takes a spare task; after it there is a rest, so that such tasks take a small
 * part of a processor's time.
 */
public final class WorkQueue {

    /** More of them would only grow old. */
    private static final int MAX_SPARE_TASKS = 64;

    private final int maxBatch;
    private final double spareShare;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    // The model that has waited longest comes first.
    private final Map<LoadedModel, Deque<PendingImage>> waiting = new LinkedHashMap<>();
    private final Deque<Runnable> spare = new ArrayDeque<>();
    /** Steps that wait or run. */
    private int coming;

    private boolean spareRuns;
    private long restEndsAt = System.nanoTime();
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param maxBatch most images in a batch, at least 1
     * @param spareShare largest part of one processor's time for spare tasks, above 0 and at most 1
     */
    public WorkQueue(int maxBatch, double spareShare) {
        if (!(spareShare > 0 && spareShare <= 1)) {
            throw new IllegalArgumentException(
                    "spare tasks may take " + spareShare + " of a processor's time; it must be above 0 and at most 1");
        }
        this.maxBatch = maxBatch;
        this.spareShare = spareShare;
    }

    /**
     * Adds a step that may add an image.
     *
     * @throws RejectedExecutionException if the queue is closed
     */
    synchronized void addStep(Runnable step) {
        if (closed) {
            throw new RejectedExecutionException("shutting down");
        }
        coming++;
        steps.add(step);
        notify();
    }

    private synchronized void stepEnded() {
        coming--;
        if (coming == 0) {
            notify();
        }
    }

    /** Adds an image; false if the queue is closed. */
    synchronized boolean add(PendingImage image) {
        if (closed) {
            return false;
        }
        waiting.computeIfAbsent(image.model(), model -> new ArrayDeque<>()).add(image);
        notify();
        return true;
    }

    /** Adds a task that is run when no image waits; false if there are too many of them, or the queue is closed. */
    public synchronized boolean addSpare(Runnable task) {
        if (closed || spare.size() == MAX_SPARE_TASKS) {
            return false;
        }
        spare.add(task);
        notify();
        return true;
    }

    /** Either images of one model to classify, 1 to the largest batch, or a task to run. */
    record Work(List<PendingImage> batch, Runnable task) {}

    /** The next work; null once the queue is closed and all that was in it is done. */
    synchronized Work take() throws InterruptedException {
        while (true) {
            if (waiting.values().stream().anyMatch(batch -> batch.size() >= maxBatch)) {
                return new Work(batch(), null);
            } else if (!steps.isEmpty()) {
                return new Work(List.of(), ending(steps.poll(), this::stepEnded));
            } else if (!waiting.isEmpty()) {
                return new Work(batch(), null);
            } else if (closed) {
                return null;
            } else if (coming > 0 || spare.isEmpty() || spareRuns) {
                wait();
            } else if (restEndsAt > System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, restEndsAt - System.nanoTime());
            } else {
                spareRuns = true;
                long start = System.nanoTime();
                return new Work(List.of(), ending(spare.poll(), () -> spareEnded(System.nanoTime() - start)));
            }
        }
    }

    private static Runnable ending(Runnable task, Runnable end) {
        return () -> {
            try {
                task.run();
            } finally {
                end.run();
            }
        };
    }

    private synchronized void spareEnded(long nanos) {
        spareRuns = false;
        restEndsAt = System.nanoTime() + (long) (nanos * (1 / spareShare - 1));
        notify();
    }

    /** A full batch of one model lets that go first which has waited longest: it would wait for its own for long. */
    private List<PendingImage> batch() {
        Map.Entry<LoadedModel, Deque<PendingImage>> first =
                waiting.entrySet().iterator().next();
        Deque<PendingImage> images = first.getValue();
        List<PendingImage> batch = new ArrayList<>(Math.min(maxBatch, images.size()));
        while (batch.size() < maxBatch && !images.isEmpty()) {
            batch.add(images.poll());
        }
        waiting.remove(first.getKey());
        if (!images.isEmpty()) {
            // To the end of the line, so that a busy model cannot starve another.
            waiting.put(first.getKey(), images);
        }
        return batch;
    }

    /** Ends all waiting. Spare tasks that have not begun are forgotten. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
