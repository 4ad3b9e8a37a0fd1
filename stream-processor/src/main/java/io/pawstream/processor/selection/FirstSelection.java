package io.pawstream.processor.selection;

import io.pawstream.processor.classify.ModelChoice;
import java.util.concurrent.CompletableFuture;

/** The wait at the start: until a first selection is in force, nobody knows which model is to classify. */
public final class FirstSelection implements AutoCloseable {

    private final CompletableFuture<Void> inForce = new CompletableFuture<>();

    /** Ends the wait. */
    public void isInForce() {
        inForce.complete(null);
    }

    /** Whether the wait is over. */
    public boolean isKnown() {
        return inForce.isDone() && !inForce.isCancelled();
    }

    /** The same choice, made when the wait is over; fails if it is given up. */
    public ModelChoice then(ModelChoice choice) {
        return (key, event) -> inForce.thenCompose(none -> choice.choose(key, event));
    }

    /** Gives up: what waits fails. */
    @Override
    public void close() {
        inForce.cancel(false);
    }
}
