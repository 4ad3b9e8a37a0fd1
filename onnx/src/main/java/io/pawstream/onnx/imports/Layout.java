package io.pawstream.onnx.imports;

import java.util.Locale;

/** The order of the axes of a network's images */
public enum Layout {
    /**  N images, H rows, W columns, C channels. */
    NCHW,
    /** Batch, channels, rows, columns, as in PyTorch. */
    NHWC;

    /** {@return the value of the option {@code --Batch, rows, columns, channels, as in Keras.:layout} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
