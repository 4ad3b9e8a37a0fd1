package io.pawstream.onnx.quantize;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that computes in floats, as {@link OnnxGraph} builds it. Kernels may be stored in 8 bits: Mul of scales and
 * Cast of integers.
 */
final class FloatGraph {

    private final GraphProto proto;
    private final Map<String, TensorProto> stored = new HashMap<>();
    private final Map<String, NodeProto> constantNodes = new HashMap<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<String, List<NodeProto>> consumers = new HashMap<>();

    FloatGraph(GraphProto proto) {
        this.proto = proto;
        proto.getInitializerList().forEach(tensor -> stored.put(tensor.getName(), tensor));
        for (NodeProto node : proto.getNodeList()) {
            if (node.getInputList().stream().allMatch(this::isConstant)) {
                constantNodes.put(node.getOutput(0), node);
            } else {
                nodes.add(node);
                node.getInputList().forEach(input -> consumers
                        .computeIfAbsent(input, each -> new ArrayList<>())
                        .add(node));
            }
        }
    }

    GraphProto proto() {
        return proto;
    }

    /** {@return the operators that depend on the images, in topological order} */
    List<NodeProto> nodes() {
        return nodes;
    }

    boolean isConstant(String name) {
        return stored.containsKey(name) || constantNodes.containsKey(name);
    }

    /** {@return the operators that use a value} */
    List<NodeProto> consumers(String value) {
        return consumers.getOrDefault(value, List.of());
    }

    /** {@return whether the only use of a value is one operator of a type} */
    boolean isOnlyUsedBy(String value, String operator) {
        return consumers(value).size() == 1
                && consumers(value).get(0).getOpType().equals(operator);
    }

    /** {@return the shape of a constant} */
    long[] shape(String name) {
        NodeProto node = constantNodes.get(name);
        return node == null
                ? stored(name).getDimsList().stream().mapToLong(Long::longValue).toArray()
                : shape(node.getInput(0));
    }

    /** {@return the values of a float constant, row-major} */
    float[] floats(String name) {
        NodeProto node = constantNodes.get(name);
        if (node == null) {
            return read(stored(name));
        }
        return switch (node.getOpType()) {
            case "Cast" -> floats(node.getInput(0));
            case "Mul" -> scaled(floats(node.getInput(0)), floats(node.getInput(1)));
            default ->
                throw new IllegalArgumentException(
                        "constant " + name + " is the output of " + node.getOpType() + "; supported: Cast, Mul");
        };
    }

    /** {@return whether a constant is a shape: 64-bit integers} */
    boolean isShape(String name) {
        return stored.containsKey(name) && stored(name).getDataType() == TensorProto.DataType.INT64.getNumber();
    }

    /** {@return the values of a constant of 64-bit integers} */
    long[] integers(String name) {
        ByteBuffer bytes = bytes(stored(name));
        long[] values = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(values);
        return values;
    }

    private TensorProto stored(String name) {
        TensorProto tensor = stored.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("value " + name + " is not a constant; a constant is required");
        }
        return tensor;
    }

    private static float[] scaled(float[] kernel, float[] scales) {
        int row = kernel.length / scales.length;
        float[] values = new float[kernel.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = kernel[i] * scales[i / row];
        }
        return values;
    }

    private static float[] read(TensorProto tensor) {
        ByteBuffer bytes = bytes(tensor);
        boolean eightBits = tensor.getDataType() == TensorProto.DataType.INT8.getNumber();
        float[] values = new float[eightBits ? bytes.remaining() : bytes.remaining() / Float.BYTES];
        if (eightBits) {
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.get(i);
            }
        } else {
            bytes.asFloatBuffer().get(values);
        }
        return values;
    }

    private static ByteBuffer bytes(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
