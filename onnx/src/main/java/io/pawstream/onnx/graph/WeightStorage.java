package io.pawstream.onnx.graph;

import java.util.Locale;

/** How large kernels are stored in an ONNX file. The arithmetic is in 32-bit floats either way. */
public enum WeightStorage {
    /** 32-bit floats, as trained. */
    FLOAT,
    /** 8-bit integers with a scale per output channel, for kernels of 64 KiB or more in floats. */
    INT8;

    /** {@return the value of the option {@code --weights} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
