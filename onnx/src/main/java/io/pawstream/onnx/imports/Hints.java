package io.pawstream.onnx.imports;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one source says about a network: the command line, or a file beside the network. All parts are optional.
 *
 * @param classes names of the classes, in the order of the output
 * @param layout order of the axes of the input
 * @param color order of the channels of the input
 * @param rescale factor of the pixels, which are 0 to 255; applied first
 * @param mean subtracted after rescaling; one value, or one per channel in the order of {@code color}
 * @param std divisor after that; one value, or one per channel in the order of {@code color}
 * @param resize size after resizing
 * @param crop size of the part that is cut out of the middle of the resized image
 * @param filter interpolation of the resize
 * @param otherFilter sentence about an interpolation that is stated, but not supported
 * @param activation what makes the output probabilities
 */
public record Hints(
        @Nullable List<String> classes,
        @Nullable Layout layout,
        @Nullable ColorOrder color,
        @Nullable Double rescale,
        @Nullable List<Double> mean,
        @Nullable List<Double> std,
        @Nullable Resize resize,
        @Nullable ImageSize crop,
        @Nullable Filter filter,
        @Nullable String otherFilter,
        @Nullable Activation activation) {

    static final Hints NONE = new Hints(null, null, null, null, null, null, null, null, null, null, null);

    /**
     * Returns these hints, completed by those of a source that comes later. Its mean and std are brought into the order
     * of these hints' color.
     */
    Hints or(Hints later) {
        // The parts of a scale are meant for each other.
        Hints scale = rescale == null && mean == null && std == null ? later.inOrder(color) : this;
        return new Hints(
                first(classes, later.classes),
                first(layout, later.layout),
                first(color, later.color),
                scale.rescale,
                scale.mean,
                scale.std,
                first(resize, later.resize),
                // A crop is meant for the resize of its source.
                first(crop, resize == null ? later.crop : null),
                first(filter, later.filter),
                first(otherFilter, later.otherFilter),
                first(activation, later.activation));
    }

    private Hints inOrder(@Nullable ColorOrder order) {
        return order == null || color == null || order == color
                ? this
                : new Hints(
                        classes,
                        layout,
                        order,
                        rescale,
                        reversed(mean),
                        reversed(std),
                        resize,
                        crop,
                        filter,
                        otherFilter,
                        activation);
    }

    private static @Nullable List<Double> reversed(@Nullable List<Double> channels) {
        if (channels == null) {
            return null;
        }
        List<Double> reversed = new ArrayList<>(channels);
        Collections.reverse(reversed);
        return reversed;
    }

    private static <T> @Nullable T first(@Nullable T value, @Nullable T other) {
        return value == null ? other : value;
    }

    Hints withClasses(@Nullable List<String> names) {
        return new Hints(names, layout, color, rescale, mean, std, resize, crop, filter, otherFilter, activation);
    }

    Hints withLayout(@Nullable Layout order) {
        return new Hints(classes, order, color, rescale, mean, std, resize, crop, filter, otherFilter, activation);
    }

    Hints withColor(ColorOrder order) {
        return new Hints(classes, layout, order, rescale, mean, std, resize, crop, filter, otherFilter, activation);
    }

    Hints withScale(double factor, List<Double> subtracted, List<Double> divisor) {
        return new Hints(
                classes, layout, color, factor, subtracted, divisor, resize, crop, filter, otherFilter, activation);
    }

    Hints withResize(@Nullable Resize size, @Nullable ImageSize part) {
        return new Hints(classes, layout, color, rescale, mean, std, size, part, filter, otherFilter, activation);
    }

    Hints withFilter(@Nullable Filter interpolation) {
        return new Hints(
                classes, layout, color, rescale, mean, std, resize, crop, interpolation, otherFilter, activation);
    }

    Hints withOtherFilter(String sentence) {
        return new Hints(classes, layout, color, rescale, mean, std, resize, crop, filter, sentence, activation);
    }

    Hints withActivation(@Nullable Activation last) {
        return new Hints(classes, layout, color, rescale, mean, std, resize, crop, filter, otherFilter, last);
    }
}
