package io.pawstream.onnx.imports;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A widespread way to prepare images. */
public enum Preset {
    /**
     * Evaluation in torchvision: the shortest edge is resized to 256 and 224 are cropped, or the same ratio for other
     * sizes; RGB, 0 to 1, normalized by the mean and deviation of ImageNet.
     */
    IMAGENET,
    /** Keras in its mode "tf": resized to the size of the network; RGB, -1 to 1. */
    KERAS,
    /** Resized to the size of the network; RGB, 0 to 255. The network scales itself. */
    RAW;

    /**
     * Returns what the preset says about a network.
     *
     * @param size size of its images; absent if nothing fixes it
     */
    Hints hints(@Nullable ImageSize size) {
        Hints pixels = Hints.NONE.withColor(ColorOrder.RGB).withFilter(Filter.BILINEAR);
        Hints hints =
                switch (this) {
                    case IMAGENET ->
                        pixels.withScale(1.0 / 255, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
                    case KERAS -> pixels.withScale(1 / 127.5, List.of(1.0), List.of(1.0));
                    case RAW -> pixels.withScale(1, List.of(0.0), List.of(1.0));
                };
        if (size == null) {
            return hints;
        }
        if (this == IMAGENET) {
            int side = Math.max(size.width(), size.height());
            return hints.withResize(Resize.shortestEdge(Math.round(side * 256f / 224)), size);
        }
        return hints.withResize(Resize.to(size), null);
    }

    /** {@return the value of the option {@code --preset}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
