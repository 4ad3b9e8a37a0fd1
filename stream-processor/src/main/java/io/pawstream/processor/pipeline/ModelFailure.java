package io.pawstream.processor.pipeline;

import io.pawstream.processor.models.LoadedModel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Whether a model fails on images that are known to be good. Then the service is at fault and no image: nothing is
 * rejected, the work is tried again with back-off, and the instance is not ready.
 */
public final class ModelFailure {

    private static final Logger LOG = Logger.getLogger(ModelFailure.class);

    private final Duration firstWait;
    private final Duration longestWait;
    private final Duration forgetAfter;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Duration wait;
    private LoadedModel failing;
    private long failedAt;
    private volatile String message;

    /**
     * No fault yet.
     *
     * @param firstWait time before the first retry; doubled for each one after it
     * @param longestWait longest time between two retries
     */
    public ModelFailure(Duration firstWait, Duration longestWait) {
        this.firstWait = firstWait;
        this.longestWait = longestWait;
        this.forgetAfter = longestWait.multipliedBy(2);
        this.wait = firstWait;
    }

    /** The fault, if there is one now. */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /** Notes a fault and waits; false if the service is shutting down, so that there is no point in a retry. */
    boolean waitBeforeRetry(LoadedModel model, Exception failure) throws InterruptedException {
        Duration now;
        synchronized (this) {
            if (message == null) {
                LOG.errorf(
                        "model=%s fails on an image that is known to be good, trying again: %s",
                        model.card().name(), failure.getMessage());
            }
            failing = model;
            failedAt = System.nanoTime();
            message = "model " + model.card().name() + " fails: " + failure.getMessage();
            now = wait;
            wait = wait.multipliedBy(2).compareTo(longestWait) < 0 ? wait.multipliedBy(2) : longestWait;
        }
        return !closed.await(now.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The model works; if it was the one that failed, or that one was not tried again since, the fault is over. */
    synchronized void over(LoadedModel model) {
        if (failing == model || (failing != null && System.nanoTime() - failedAt > forgetAfter.toNanos())) {
            LOG.infof("model=%s works", model.card().name());
            failing = null;
            message = null;
            wait = firstWait;
        }
    }

    /** Ends all retries. */
    public void close() {
        closed.countDown();
    }
}
