package io.pawstream.onnx.imports;

import java.util.Locale;

/** The order of the axes of a network's images: N images, H rows, W columns, C channels. */
public enum Layout {
    /** Batch, channels, rows, columns, as in PyTorch. */
    NCHW,
    /** Batch, rows, columns, channels, as in Keras. */
    NHWC;

    /** {@return the value of the option {@code --layout} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
