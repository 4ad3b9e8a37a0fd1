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
import org.jspecify.annotations.Nullable;

/**
 * The work of the inference workers: preparation steps, which decode images; batches of decoded images of one model;
 * and spare tasks.
 *
 * <p>The queue is work-conserving. It returns a full batch first, then steps, which fill the next batch, then a
 * partial batch. A batch is full with an equal share of the queue for each parallel batch: a long queue gives large batches,
 * which cost less per image, and a short one small batches, whose images wait less for each other (guided
 * self-scheduling, Polychronopoulos and Kuck, 1987). While a GPU runs a batch, it runs no other one: the workers prepare
 * images, and the next batch is what has come together, up to the maximum.
 *
 * <p>A spare task runs only while no image is prepared or waits, one at a time. A pause after each spare task limits
 * their share of one processor.
 */
public final class WorkQueue {

    /** Limits memory. Tasks in a longer queue would be outdated when they run. */
    private static final int MAX_SPARE_TASKS = 64;

    private final int maxBatch;
    private final int parallelBatches;
    private final double spareShare;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    // Ordered by the time since which each model waits.
    private final Map<LoadedModel, Deque<PendingImage>> waiting = new LinkedHashMap<>();
    private final Deque<Runnable> spare = new ArrayDeque<>();
    /** Number of steps that are queued or running. */
    private int openSteps;

    private int runningBatches;
    private boolean spareRuns;
    private long pauseEndsAt = System.nanoTime();
    private boolean closed;

    /**
     * Creates an empty queue.
     *
     * @param maxBatch maximum number of images per batch, at least 1; that of a model may be lower
     * @param parallelBatches maximum number of batches at the same time, at least 1: one per worker, or one for a GPU
     * @param spareShare maximum share of one processor for spare tasks, above 0 and at most 1
     * @throws IllegalArgumentException if an argument is out of range
     */
    public WorkQueue(int maxBatch, int parallelBatches, double spareShare) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("maximum images per batch: " + maxBatch + "; at least 1 is required");
        }
        if (!(spareShare > 0 && spareShare <= 1)) {
            throw new IllegalArgumentException(
                    "processor share of spare tasks is " + spareShare + "; it must be above 0 and at most 1");
        }
        if (parallelBatches < 1) {
            throw new IllegalArgumentException("parallel batches: " + parallelBatches + "; at least 1 is required");
        }
        this.maxBatch = maxBatch;
        this.parallelBatches = parallelBatches;
        this.spareShare = spareShare;
    }

    /**
     * Adds a preparation step, which may add further steps or an image.
     *
     * @param step the step, which must not block
     * @throws RejectedExecutionException if the queue is closed
     */
    synchronized void addStep(Runnable step) {
        if (closed) {
            throw new RejectedExecutionException("shutting down");
        }
        openSteps++;
        steps.add(step);
        notify();
    }

    private synchronized void stepEnded() {
        openSteps--;
        if (openSteps == 0) {
            notify();
        }
    }

    /** Adds a decoded image; returns false if the queue is closed. */
    synchronized boolean add(PendingImage image) {
        if (closed) {
            return false;
        }
        waiting.computeIfAbsent(image.model(), model -> new ArrayDeque<>()).add(image);
        notify();
        return true;
    }

    /**
     * Adds a task that runs while no image waits.
     *
     * @param task the task; dropped if the queue closes before it starts
     * @return false if too many tasks wait or the queue is closed
     */
    public synchronized boolean addSpare(Runnable task) {
        if (closed || spare.size() == MAX_SPARE_TASKS) {
            return false;
        }
        spare.add(task);
        notify();
        return true;
    }

    /**
     * One unit of work.
     *
     * @param batch images of one model, 0 to the maximum batch size
     * @param task a step or a spare task; absent if there is a batch
     */
    record Work(List<PendingImage> batch, @Nullable Runnable task) {}

    /** Waits for the next unit of work; returns null once the queue is closed and empty. */
    synchronized @Nullable Work take() throws InterruptedException {
        while (true) {
            boolean mayInfer = runningBatches < parallelBatches;
            if (mayInfer && hasFullBatch()) {
                return new Work(batch(), null);
            }
            Runnable step = steps.poll();
            if (step != null) {
                return new Work(List.of(), endingWith(step, this::stepEnded));
            } else if (!waiting.isEmpty()) {
                if (mayInfer) {
                    return new Work(batch(), null);
                }
                wait();
            } else if (closed) {
                return null;
            } else if (openSteps > 0 || spare.isEmpty() || spareRuns) {
                wait();
            } else if (pauseEndsAt > System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, pauseEndsAt - System.nanoTime());
            } else {
                spareRuns = true;
                long start = System.nanoTime();
                return new Work(List.of(), endingWith(spare.remove(), () -> spareEnded(System.nanoTime() - start)));
            }
        }
    }

    private boolean hasFullBatch() {
        return waiting.entrySet().stream().anyMatch(each -> each.getValue().size() >= maxBatch(each.getKey()));
    }

    /** Notes that a batch of {@link #take} has ended. */
    synchronized void batchEnded() {
        runningBatches--;
        if (closed) {
            notifyAll();
        } else {
            notify();
        }
    }

    private static Runnable endingWith(Runnable task, Runnable end) {
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
        pauseEndsAt = System.nanoTime() + (long) (nanos * (1 / spareShare - 1));
        notify();
    }

    private int maxBatch(LoadedModel model) {
        int queued =
                steps.size() + waiting.values().stream().mapToInt(Deque::size).sum();
        int share = (queued + parallelBatches - 1) / parallelBatches;
        return Math.min(Math.min(maxBatch, model.maxBatch()), share);
    }

    /** Removes a batch of the longest-waiting model, even if another model has a full batch. */
    private List<PendingImage> batch() {
        runningBatches++;
        Map.Entry<LoadedModel, Deque<PendingImage>> first =
                waiting.entrySet().iterator().next();
        Deque<PendingImage> images = first.getValue();
        int size = Math.min(maxBatch(first.getKey()), images.size());
        List<PendingImage> batch = new ArrayList<>(size);
        while (batch.size() < size) {
            batch.add(images.remove());
        }
        waiting.remove(first.getKey());
        if (!images.isEmpty()) {
            // Move to the end, so that a busy model cannot starve another.
            waiting.put(first.getKey(), images);
        }
        return batch;
    }

    /** Closes the queue. Queued steps and images are still returned; spare tasks are dropped. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
