package io.pawstream.processor.pipeline;

import io.pawstream.processor.models.LoadedModel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a model on a valid probe image. The cause is then the service and not an image. No image is rejected,
 * inference is retried with back-off, and the instance is not ready.
 */
public final class ModelFailure implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ModelFailure.class);

    private final Duration retryBackoff;
    private final Duration retryBackoffMax;
    private final Duration forgetAfter;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Duration backoff;
    private @Nullable LoadedModel failing;
    private long failedAt;
    private volatile @Nullable String message;

    /**
     * Creates a state without a failure.
     *
     * @param retryBackoff delay before the first retry, doubled for each further retry
     * @param retryBackoffMax maximum delay between two retries
     */
    public ModelFailure(Duration retryBackoff, Duration retryBackoffMax) {
        this.retryBackoff = retryBackoff;
        this.retryBackoffMax = retryBackoffMax;
        this.forgetAfter = retryBackoffMax.multipliedBy(2);
        this.backoff = retryBackoff;
    }

    /** {@return the current failure; empty if no model fails} */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /**
     * Records a failure and waits for the back-off.
     *
     * @param model the failing model
     * @param failure exception of the model
     * @return false if the service is shutting down, so that a retry is pointless
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean waitBeforeRetry(LoadedModel model, Exception failure) throws InterruptedException {
        Duration now;
        synchronized (this) {
            String name = model.card().name();
            if (message == null) {
                LOG.errorf("model=%s fails on the probe image, retrying: %s", name, failure.getMessage());
            }
            failing = model;
            failedAt = System.nanoTime();
            message = "model " + name + " fails: " + failure.getMessage();
            now = backoff;
            Duration doubled = backoff.multipliedBy(2);
            backoff = doubled.compareTo(retryBackoffMax) < 0 ? doubled : retryBackoffMax;
        }
        return !closed.await(now.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Records that a model works. Ends the failure of this model, and of a model that is no longer retried. */
    synchronized void recovered(LoadedModel model) {
        if (failing == model || (failing != null && System.nanoTime() - failedAt > forgetAfter.toNanos())) {
            LOG.infof("model=%s works again", model.card().name());
            failing = null;
            message = null;
            backoff = retryBackoff;
        }
    }

    /** Ends all retries. */
    @Override
    public void close() {
        closed.countDown();
    }
}
