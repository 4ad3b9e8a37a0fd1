package io.pawstream.onnx.imports;

import java.util.Locale;

/** The order of the channels of a network's images. */
public enum ColorOrder {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red, as OpenCV reads files. */
    BGR;

    /** {@return the value of the option {@code --color} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
