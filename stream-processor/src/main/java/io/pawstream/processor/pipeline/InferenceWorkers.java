package io.pawstream.processor.pipeline;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The threads that decode images and run batches. One thread per core gives the highest throughput. */
public final class InferenceWorkers implements AutoCloseable {

    private final WorkQueue queue;
    private final ModelFailure failure;
    private final List<Thread> threads;

    /**
     * Starts the threads.
     *
     * @param count number of threads, at least 1
     * @param queue provides the work; {@link #close} closes it
     * @param failure retries of failing models; {@link #close} ends them
     * @param workers creates the worker of each thread
     * @param onThreadDeath called when a thread ends with an exception, after which its images never complete
     * @throws IllegalArgumentException if {@code count} is less than 1
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

    /** Ends the retries, then waits until all queued images have a result or fail. Stop the streams first. */
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
