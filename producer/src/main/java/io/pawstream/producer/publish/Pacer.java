package io.pawstream.producer.publish;

/** Schedules events at a fixed rate: event i is due at start + i / rate, even if earlier events were late. */
final class Pacer {

    private final double ratePerSecond;
    private final long startNanoTime;

    Pacer(double ratePerSecond, long startNanoTime) {
        this.ratePerSecond = ratePerSecond;
        this.startNanoTime = startNanoTime;
    }

    /** {@return the time when an event is due, in nanoseconds; the current time if there is no rate limit} */
    long dueNanoTime(long event, long nowNanoTime) {
        return Double.isInfinite(ratePerSecond) ? nowNanoTime : startNanoTime + Math.round(event * 1e9 / ratePerSecond);
    }
}
