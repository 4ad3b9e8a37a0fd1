package io.pawstream.onnx.dataset;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Minimum, median and maximum of some values.
 *
 * @param min the smallest value
 * @param median the middle value; of an even number the upper one of the two
 * @param max the largest value
 */
public record Spread(double min, double median, double max) {

    /** {@return the spread of a property of images, of which there is at least one} */
    static Spread of(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
