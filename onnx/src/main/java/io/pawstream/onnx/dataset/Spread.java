package io.pawstream.onnx.dataset;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far values lie apart.
 *
 * @param min the smallest
 * @param median the one in the middle; of an even number the upper one of the two
 * @param max the largest
 */
public record Spread(double min, double median, double max) {

    /** The spread of something about images, of which there is at least one. */
    static Spread of(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
