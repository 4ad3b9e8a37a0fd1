package io.pawstream.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Selects the operators that compute in 8 bits: convolutions, dense layers except the last one, and sums. The
 * preprocessing and the last layer stay in floats: pixels are 8 bits already, and the last layer is small and needs
 * precision.
 */
final class QuantizationPlan {

    /** Operators that select or move elements: their output has the parameters of their input. */
    private static final Set<String> MOVING = Set.of("MaxPool", "Flatten");

    /** Operators that make probabilities of the output of the last layer. */
    private static final Set<String> ACTIVATIONS = Set.of("Sigmoid", "Softmax");

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

    /** {@return whether an operator computes in 8 bits; these operators take most of the time} */
    boolean computesInEightBits(NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv" -> true;
            case "Gemm" -> ACTIVATIONS.stream().noneMatch(last -> graph.isOnlyUsedBy(node.getOutput(0), last));
            case "Add" -> !graph.isConstant(node.getInput(1));
            default -> false;
        };
    }

    /** {@return the output of an operator, or of a ReLU that follows it: quantization clips at 0 as ReLU does} */
    String output(NodeProto node) {
        String output = node.getOutput(0);
        return graph.isOnlyUsedBy(output, "Relu")
                ? graph.consumers(output).get(0).getOutput(0)
                : output;
    }

    /** {@return whether a value is quantized} */
    boolean isQuantized(String value) {
        return quantized.contains(value);
    }

    /** {@return the value that holds the elements of a value: itself, or the input of the operators that moved them} */
    String source(String value) {
        return sources.getOrDefault(value, value);
    }

    /** {@return the names of the values whose ranges must be measured} */
    Set<String> measured() {
        Set<String> measured = new LinkedHashSet<>();
        quantized.forEach(value -> measured.add(source(value)));
        return measured;
    }
}
