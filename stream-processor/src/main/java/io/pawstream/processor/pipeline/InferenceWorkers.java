package io.pawstream.processor.pipeline;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The threads that decode images and run batches. One per core is right. */
public final class InferenceWorkers implements AutoCloseable {

    private final WorkQueue queue;
    private final ModelFailure failure;
    private final List<Thread> threads;

    /**
     * Starts the threads.
     *
     * @param count number of threads, at least 1
     * @param queue the queue they serve; {@link #close} closes it
     * @param failure retries of failing models; {@link #close} ends them
     * @param workers makes the worker of each thread
     * @param onThreadDeath runs when a thread ends with an exception, after which its images never complete
     */
    public InferenceWorkers(
            int count,
            WorkQueue queue,
            ModelFailure failure,
            Supplier<InferenceWorker> workers,
            Thread.UncaughtExceptionHandler onThreadDeath) {
        if (count < 1) {
            throw new IllegalArgumentException("inference workers: " + count + "; at least 1 is required");
        }
        this.queue = queue;
        this.failure = failure;
        this.threads = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Thread(workers.get(), "pawstream-inference-" + number))
                .toList();
        for (Thread thread : threads) {
            thread.setUncaughtExceptionHandler(onThreadDeath);
            thread.start();
        }
    }

    /** Ends retries and threads, and fails the images that have no result. Stop the streams first. */
    @Override
    public void close() {
        failure.close();
        queue.close();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
