package io.pawstream.processor.observe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Logs when the instance becomes ready, and every ten seconds why it is not. Short interruptions without a failure, such
 * as a rebalance, are not logged.
 */
public final class ReadinessLog implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ReadinessLog.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration WHILE_READY = Duration.ofSeconds(1);
    private static final Duration WHILE_NOT_READY = Duration.ofMillis(100);

    private final Health health;
    private final String whenReady;
    private final LongSupplier nanoTime;
    private final RateLimit limit;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pawstream-readiness"));
    private boolean announced;
    private long readyAt;

    /**
     * Creates a log that has not started.
     *
     * @param health readiness of the instance
     * @param whenReady what the instance does once it is ready
     * @param nanoTime {@link System#nanoTime}, or a clock for tests
     */
    public ReadinessLog(Health health, String whenReady, LongSupplier nanoTime) {
        this.health = health;
        this.whenReady = whenReady;
        this.nanoTime = nanoTime;
        this.limit = new RateLimit(INTERVAL_NANOS, nanoTime);
        readyAt = nanoTime.getAsLong();
    }

    /** Starts to check the readiness: once a second, and more often until the instance is ready. */
    public void start() {
        schedule(Duration.ZERO);
    }

    private void schedule(Duration delay) {
        var unused = thread.schedule(this::checkAndRepeat, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void checkAndRepeat() {
        check();
        if (!thread.isShutdown()) {
            schedule(announced ? WHILE_READY : WHILE_NOT_READY);
        }
    }

    /** Checks the readiness once. */
    void check() {
        Optional<Condition> unmet = health.firstUnmet();
        if (unmet.isEmpty()) {
            readyAt = nanoTime.getAsLong();
            if (!announced) {
                announced = true;
                LOG.infof("ready, %s", whenReady);
            }
            return;
        }
        Condition condition = unmet.get();
        Object failure = condition.details().get(Condition.FAILURE);
        boolean isLong = nanoTime.getAsLong() - readyAt >= INTERVAL_NANOS;
        if ((failure != null || isLong) && limit.tryAcquire()) {
            announced = false;
            LOG.warnf("not ready: %s", failure == null ? condition.name() + " " + condition.details() : failure);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
