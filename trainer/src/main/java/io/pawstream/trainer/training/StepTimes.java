package io.pawstream.trainer.training;

import io.pawstream.onnx.dataset.Median;
import java.util.Arrays;
import java.util.Locale;

/**
 * The durations of the parts of a step: medians over the steps of an epoch, in milliseconds.
 *
 * @param steps number of steps
 * @param wholeMillis whole step, waiting included
 * @param waitMillis waiting for the batch, which another thread prepares
 * @param forwardMillis from pixels to loss
 * @param backwardMillis from loss to gradients
 * @param updateMillis from gradients to updated weights
 */
public record StepTimes(
        int steps,
        double wholeMillis,
        double waitMillis,
        double forwardMillis,
        double backwardMillis,
        double updateMillis) {

    /**
     * Computes the medians of measured steps.
     *
     * @param nanos a row per step: time of its start, batch, loss, gradients and updated weights, in nanoseconds
     * @return the medians
     */
    static StepTimes of(long[][] nanos) {
        return new StepTimes(
                nanos.length,
                medianMillis(nanos, 0, 4),
                medianMillis(nanos, 0, 1),
                medianMillis(nanos, 1, 2),
                medianMillis(nanos, 2, 3),
                medianMillis(nanos, 3, 4));
    }

    private static double medianMillis(long[][] nanos, int from, int to) {
        return Median.of(Arrays.stream(nanos)
                .mapToDouble(row -> (row[to] - row[from]) / 1e6)
                .toArray());
    }

    /**
     * {@return a summary, for instance {@code 146 steps, median 510.2 ms: waiting for data 0.1, forward 170.3, backward
     * 310.2, update 29.6}}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d steps, median %.1f ms: waiting for data %.1f, forward %.1f, backward %.1f, update %.1f",
                steps,
                wholeMillis,
                waitMillis,
                forwardMillis,
                backwardMillis,
                updateMillis);
    }
}
