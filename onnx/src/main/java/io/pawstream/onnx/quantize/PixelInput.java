package io.pawstream.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.Set;

/**
 * What a graph makes of its pixels before the first layer: {@code scale * pixel + offset}, in planes.
 *
 * @param planes the pixels, transposed but still bytes
 * @param value what the first layer takes
 * @param operators the outputs of the operators in between
 */
record PixelInput(String planes, String value, float scale, float offset, Set<String> operators) {

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
        if (!graph.goesInto(value, operator)) {
            throw new IllegalArgumentException(
                    "after " + value + " comes no " + operator + "; the graph must be one of our exporter's");
        }
        return graph.consumers(value).get(0).getOutput(0);
    }

    private static NodeProto scaling(FloatGraph graph, String value) {
        if (!graph.goesInto(value, "Mul") && !graph.goesInto(value, "Add")) {
            return null;
        }
        NodeProto node = graph.consumers(value).get(0);
        return graph.isConstant(node.getInput(1)) ? node : null;
    }

    /** Bytes as they are, to stand for these numbers; they are off by {@link #rest}. */
    Affine affine() {
        return new Affine(scale, Math.min(Math.max(Math.round(-offset / scale), 0), Affine.LARGEST));
    }

    /** What has to be added to the numbers of {@link #affine}: the zero of -1 to 1 lies between two bytes. */
    float rest() {
        return offset + scale * affine().zero();
    }
}
