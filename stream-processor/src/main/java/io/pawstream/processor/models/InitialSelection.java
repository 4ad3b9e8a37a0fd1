package io.pawstream.processor.models;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Blocks stream threads at startup until the first model selection is active, so that an instance gets no partitions
 * before it can classify images.
 */
public final class InitialSelection implements AutoCloseable {

    private final CompletableFuture<Void> complete = new CompletableFuture<>();

    /** Marks the first selection as active and releases the waiting threads. */
    public void complete() {
        complete.complete(null);
    }

    /** {@return whether the first selection is active} */
    public boolean isComplete() {
        return complete.isDone() && !complete.isCancelled();
    }

    /**
     * Waits until the first selection is active or {@link #close} is called.
     *
     * @return false if the service shuts down
     */
    public boolean await() {
        try {
            complete.join();
            return true;
        } catch (CancellationException e) {
            return false;
        }
    }

    /** Releases the waiting threads without a selection. */
    @Override
    public void close() {
        complete.cancel(false);
    }
}
