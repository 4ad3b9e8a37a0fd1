package io.pawstream.processor.observe;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Permits one event per interval. Thread-safe. */
final class RateLimit {

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong nextNanos;

    /** Creates a limit that permits the first event immediately. */
    RateLimit(long intervalNanos) {
        this(intervalNanos, System::nanoTime);
    }

    RateLimit(long intervalNanos, LongSupplier nanoTime) {
        this.intervalNanos = intervalNanos;
        this.nanoTime = nanoTime;
        nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** Takes a permit if one is available; returns whether it was. */
    boolean tryAcquire() {
        long next = nextNanos.get();
        long now = nanoTime.getAsLong();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + intervalNanos);
    }
}
