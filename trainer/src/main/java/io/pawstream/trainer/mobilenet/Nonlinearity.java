package io.pawstream.trainer.mobilenet;

import ai.djl.ndarray.NDArray;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/** The nonlinearity after a convolution. */
enum Nonlinearity {
    /** {@code x}. */
    NONE,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code x hardSigmoid(x)}. */
    HARD_SWISH;

    /** Applies the nonlinearity and closes {@code x}, unless it is returned. */
    NDArray apply(NDArray x) {
        switch (this) {
            case NONE -> {
                return x;
            }
            case RELU -> {
                try (x) {
                    return x.getNDArrayInternal().relu();
                }
            }
            default -> {
                try (x;
                        NDArray gate = hardSigmoid(x)) {
                    return x.mul(gate);
                }
            }
        }
    }

    /** Adds the nonlinearity to a graph and returns the name of its output. */
    String export(OnnxGraph graph, String x) {
        return switch (this) {
            case NONE -> x;
            case RELU -> graph.node("Relu", List.of(x));
            case HARD_SWISH -> graph.node("HardSwish", List.of(x));
        };
    }

    /**
     * {@return {@code min(max(x + 3, 0), 6) / 6}, the variant of MobileNetV3 in Keras; other layers of Keras define it
     * differently}
     */
    static NDArray hardSigmoid(NDArray x) {
        try (NDArray shifted = x.add(3);
                NDArray clipped = shifted.clip(0, 6)) {
            // Lives as long as the gradient needs it, unlike the array of div(Number).
            return clipped.div(x.getManager().create(6f));
        }
    }
}
