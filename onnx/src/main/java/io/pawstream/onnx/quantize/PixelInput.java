package io.pawstream.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The preprocessing at the beginning of a graph: transposed pixels are converted to {@code scale * pixel + offset}.
 *
 * @param planes name of the transposed pixels, still uint8
 * @param value name of the input of the first layer
 * @param scale factor of the pixels
 * @param offset added after scaling
 * @param operators names of the outputs of the operators in between
 */
record PixelInput(String planes, String value, float scale, float offset, Set<String> operators) {

    /**
     * Finds the preprocessing of a graph.
     *
     * @throws IllegalArgumentException if the graph does not begin with Transpose and Cast
     */
    static PixelInput of(FloatGraph graph) {
        String planes = next(graph, graph.proto().getInput(0).getName(), "Transpose");
        String value = next(graph, planes, "Cast");
        Set<String> operators = new HashSet<>(Set.of(value));
        float scale = 1;
        float offset = 0;
        for (NodeProto node = scaling(graph, value); node != null; node = scaling(graph, value)) {
            float constant = graph.floats(node.getInput(1))[0];
            if (node.getOpType().equals("Mul")) {
                scale *= constant;
                offset *= constant;
            } else {
                offset += constant;
            }
            value = node.getOutput(0);
            operators.add(value);
        }
        return new PixelInput(planes, value, scale, offset, operators);
    }

    private static String next(FloatGraph graph, String value, String operator) {
        if (!graph.isOnlyUsedBy(value, operator)) {
            throw new IllegalArgumentException("value " + value + " is not used by " + operator
                    + " alone; only graphs exported by Pawstream can be quantized");
        }
        return graph.consumers(value).get(0).getOutput(0);
    }

    private static @Nullable NodeProto scaling(FloatGraph graph, String value) {
        if (!graph.isOnlyUsedBy(value, "Mul") && !graph.isOnlyUsedBy(value, "Add")) {
            return null;
        }
        NodeProto node = graph.consumers(value).get(0);
        return graph.isConstant(node.getInput(1)) ? node : null;
    }

    /**
     * {@return the parameters with which the pixels represent the input of the first layer, up to {@link #residual}}
     */
    QuantizationParameters parameters() {
        return new QuantizationParameters(
                scale, Math.min(Math.max(Math.round(-offset / scale), 0), QuantizationParameters.LARGEST));
    }

    /** {@return the constant error of {@link #parameters}: the zero of -1 to 1 is between two pixel values} */
    float residual() {
        return offset + scale * parameters().zeroPoint();
    }
}
