package io.pawstream.processor.models;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * The wait at the start: until a first selection is in force, nobody knows which model is to classify, and an instance takes no
 * partitions from others.
 */
public final class InitialSelection implements AutoCloseable {

    private final CompletableFuture<Void> inForce = new CompletableFuture<>();

    /** Ends the wait. */
    public void isInForce() {
        inForce.complete(null);
    }

    /** Whether the wait is over. */
    public boolean isKnown() {
        return inForce.isDone() && !inForce.isCancelled();
    }

    /** Waits, until it is known or given up. */
    public void await() {
        try {
            inForce.join();
        } catch (CancellationException e) {
            // The service ends.
        }
    }

    /** Gives up. */
    @Override
    public void close() {
        inForce.cancel(false);
    }
}
