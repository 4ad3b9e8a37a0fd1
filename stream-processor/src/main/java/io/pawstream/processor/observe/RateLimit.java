package io.pawstream.processor.observe;

import java.util.concurrent.atomic.AtomicLong;

/** Permits one event per interval. Safe for use by several threads. */
final class RateLimit {

    private final long intervalNanos;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    /** Permits the first event at once. */
    RateLimit(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /** Takes a permit if there is one now. */
    boolean tryAcquire() {
        long next = nextNanos.get();
        long now = System.nanoTime();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + intervalNanos);
    }
}
