package io.pawstream.trainer.training;

import io.pawstream.onnx.dataset.Median;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where the time of an epoch's steps goes: medians over its steps, in milliseconds.
 *
 * @param steps number of steps
 * @param wholeMillis a step from the wait for its images to its last change of a weight
 * @param waitMillis until the images are there, which a thread of its own prepares
 * @param forwardMillis from pixels to the loss
 * @param backwardMillis from the loss to the gradients
 * @param updateMillis from the gradients to new weights
 */
public record StepTimes(
        int steps,
        double wholeMillis,
        double waitMillis,
        double forwardMillis,
        double backwardMillis,
        double updateMillis) {

    /**
     * Medians of measured steps.
     *
     * @param nanos a row a step: time stamps at its begin, images there, loss there, gradients there, weights changed
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

    /** For people: {@code 146 steps, median 510.2 ms: waiting for data 0.1, forward 170.3, backward 310.2, update 29.6}. */
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
