package io.pawstream.processor.observe;

import java.util.concurrent.atomic.AtomicLong;

/** Lets one thing through at a time, and the next one after a pause. Safe for use by several threads. */
public final class Pace {

    private final long pauseNanos;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    public Pace(long pauseNanos) {
        this.pauseNanos = pauseNanos;
    }

    /** Whether it is time for the next one; who is told yes has taken it. */
    public boolean take() {
        long next = nextNanos.get();
        long now = System.nanoTime();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + pauseNanos);
    }
}
