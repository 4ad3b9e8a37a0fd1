package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits results before the commit interval ends, once a stream thread has no further records. Subscribers do not see a
 * result before its transaction commits, so an idle service would add the rest of the interval to each latency. For one
 * thread.
 */
final class EarlyCommit {

    private final long minNanos;
    private final LongSupplier nanoTime;
    private @Nullable Runnable request;
    private long lastNanoTime;

    /**
     * Creates a state without results.
     *
     * @param min minimum time between two commits
     * @param nanoTime {@link System#nanoTime}, or a clock for tests
     */
    EarlyCommit(Duration min, LongSupplier nanoTime) {
        this.minNanos = min.toNanos();
        this.nanoTime = nanoTime;
        this.lastNanoTime = nanoTime.getAsLong() - minNanos;
    }

    /** Notes a result that is not committed, and what requests its commit from Streams. */
    void processed(Runnable commitRequest) {
        request = commitRequest;
    }

    /**
     * Returns the time until {@link #request} has an effect, in nanoseconds; the largest value without results.
     *
     * @param held number of polled records without a result
     */
    long nanosLeft(int held) {
        // Each commit takes CPU time from the records that are held.
        long interval = minNanos * (1 + held);
        return request == null ? Long.MAX_VALUE : Math.max(0, lastNanoTime + interval - nanoTime.getAsLong());
    }

    /**
     * Requests a commit if there are results and the last commit is long enough ago; returns whether it did.
     *
     * @param held number of polled records without a result
     */
    boolean request(int held) {
        if (request == null || nanosLeft(held) > 0) {
            return false;
        }
        request.run();
        committed();
        return true;
    }

    /** Notes a commit. */
    void committed() {
        request = null;
        lastNanoTime = nanoTime.getAsLong();
    }
}
