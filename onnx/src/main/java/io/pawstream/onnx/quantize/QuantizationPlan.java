package io.pawstream.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which operators of a graph compute in 8 bits: convolutions, dense layers but the last one, sums. What comes before the first
 * of them (pixels are 8 bits anyway) and after the last one (few numbers, whose precision counts) is not planned here.
 */
final class QuantizationPlan {

    /** Operators that only choose or move numbers, so that what comes out is in the same 8 bits as what goes in. */
    private static final Set<String> MOVING = Set.of("MaxPool", "Flatten");

    private final FloatGraph graph;
    private final Set<String> quantized = new LinkedHashSet<>();
    private final Map<String, String> sources = new HashMap<>();

    QuantizationPlan(FloatGraph graph) {
        this.graph = graph;
        for (NodeProto node : graph.nodes()) {
            if (MOVING.contains(node.getOpType())) {
                sources.put(node.getOutput(0), source(node.getInput(0)));
            }
            if (computesInEightBits(node)) {
                node.getInputList().stream()
                        .filter(input -> !graph.isConstant(input))
                        .forEach(quantized::add);
                quantized.add(output(node));
            }
        }
    }

    /** Whether it is worth 8 bits: most of the time goes into such ones. */
    boolean computesInEightBits(NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv" -> true;
            case "Gemm" -> !graph.goesInto(node.getOutput(0), "Sigmoid");
            case "Add" -> !graph.isConstant(node.getInput(1));
            default -> false;
        };
    }

    /** The value that an operator leaves, after a rectifier that follows: one that clips at 0, which is what 8 bits do. */
    String output(NodeProto node) {
        String output = node.getOutput(0);
        return graph.goesInto(output, "Relu") ? graph.consumers(output).get(0).getOutput(0) : output;
    }

    /** Whether a value is kept in 8 bits. */
    boolean isQuantized(String value) {
        return quantized.contains(value);
    }

    /** The value whose numbers a value has: itself, or what it was moved from. */
    String source(String value) {
        return sources.getOrDefault(value, value);
    }

    /** The values whose ranges have to be known. */
    Set<String> measured() {
        Set<String> measured = new LinkedHashSet<>();
        quantized.forEach(value -> measured.add(source(value)));
        return measured;
    }
}
