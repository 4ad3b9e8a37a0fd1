package io.pawstream.benchmark.latency;

import org.HdrHistogram.Histogram;

/**
 * Records latencies of numbered images. A latency starts when the image was due, so that a delayed publisher increases
 * latencies instead of hiding them (Tene, "How not to measure latency").
 */
public final class LatencyRecorder {

    private final Histogram micros = new Histogram(3);
    private final int firstMeasured;

    /**
     * Creates a recorder.
     *
     * @param firstMeasured number of the first image after the warm-up
     */
    public LatencyRecorder(int firstMeasured) {
        this.firstMeasured = firstMeasured;
    }

    /**
     * Records a result. Images of the warm-up are ignored.
     *
     * @param number number of the image
     * @param dueNanos when the image was due, on the clock of {@link System#nanoTime}
     * @param receivedNanos when its result was read, on the same clock
     */
    public void record(int number, long dueNanos, long receivedNanos) {
        if (number >= firstMeasured) {
            micros.recordValue(Math.max(0, receivedNanos - dueNanos) / 1_000);
        }
    }

    /** {@return the number of recorded latencies} */
    long count() {
        return micros.getTotalCount();
    }

    /**
     * Returns a percentile of the latencies.
     *
     * @param percentile 0 to 100
     * @return milliseconds
     */
    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
