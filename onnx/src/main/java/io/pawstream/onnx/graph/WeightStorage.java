package io.pawstream.onnx.graph;

import java.util.Locale;

/** How the kernels of dense layers are stored in an ONNX file; the arithmetic is in 32 bits either way. */
public enum WeightStorage {
    /** 32-bit floats, as they were trained. */
    FLOAT,
    /** 8-bit integers with a scale per output channel, for kernels above 1 MB. */
    INT8;

    /** The word for command lines and cards. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
