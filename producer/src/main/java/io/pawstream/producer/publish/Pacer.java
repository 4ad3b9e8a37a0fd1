package io.pawstream.producer.publish;

/** Says when each event is due: event i at start + i / rate, however late those before it were. */
final class Pacer {

    private final double ratePerSecond;
    private final long startNanoTime;

    Pacer(double ratePerSecond, long startNanoTime) {
        this.ratePerSecond = ratePerSecond;
        this.startNanoTime = startNanoTime;
    }

    /** When an event is due; without a rate that is now. */
    long dueNanoTime(long event, long nowNanoTime) {
        return Double.isInfinite(ratePerSecond) ? nowNanoTime : startNanoTime + Math.round(event * 1e9 / ratePerSecond);
    }
}
