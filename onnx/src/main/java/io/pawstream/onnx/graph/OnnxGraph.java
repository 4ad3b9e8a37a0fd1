package io.pawstream.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An ONNX graph under construction. Every method that adds a value returns the value's name, which is an input of the
 * nodes that follow.
 *
 * <pre>{@code
 * OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
 * String relu = graph.node("Relu", List.of(graph.input("images", OnnxGraph.UINT8, -1, 150, 150, 3)));
 * }</pre>
 */
public final class OnnxGraph {

    /** ONNX operator set of the nodes. */
    public static final int OPSET = 17;

    /** Element type of 32-bit floats. */
    public static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    /** Element type of unsigned 8-bit integers. */
    public static final int UINT8 = TensorProto.DataType.UINT8.getNumber();

    private static final String PROBABILITIES = "probabilities";

    /** Size in 32-bit floats, in bytes, from which kernels are stored in 8 bits with {@link WeightStorage#INT8}. */
    static final int LARGE_KERNEL_BYTES = 1 << 16;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final WeightStorage storage;
    private int names;

    /**
     * Creates an empty graph.
     *
     * @param name name of the graph
     * @param storage how large kernels are stored
     */
    public OnnxGraph(String name, WeightStorage storage) {
        this.storage = storage;
        graph.setName(name);
    }

    /**
     * Declares an input.
     *
     * @param name name of the input
     * @param type element type, for instance {@link #UINT8}
     * @param shape sizes of the axes; -1 is the variable batch size {@code N}
     * @return the name
     */
    public String input(String name, int type, long... shape) {
        graph.addInput(Tensors.value(name, type, shape));
        return name;
    }

    /**
     * Declares a value as an output of the graph.
     *
     * @param value name of the value
     * @param name name of the output
     * @param type element type, for instance {@link #FLOAT}
     * @param shape sizes of the axes; -1 is the variable batch size {@code N}
     */
    public void output(String value, String name, int type, long... shape) {
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType("Identity")
                .addInput(value)
                .addOutput(name));
        graph.addOutput(Tensors.value(name, type, shape));
    }

    /**
     * Ends the graph of a classifier.
     *
     * @param value name of the probability of each class, float32 [N, classes]
     * @param classes number of classes, at least 2
     */
    public void probabilities(String value, int classes) {
        output(value, PROBABILITIES, FLOAT, -1, classes);
    }

    /**
     * Ends the graph of a classifier of two classes whose network has one sigmoid unit.
     *
     * @param probability name of the probability of the second class, float32 with N elements
     */
    public void binaryProbabilities(String probability) {
        String second = node("Reshape", List.of(probability, integers(-1, 1)));
        String first = node("Sub", List.of(floats(new float[] {1}), second));
        probabilities(node("Concat", List.of(first, second), integer("axis", 1)), 2);
    }

    /**
     * Adds an operator with one output.
     *
     * @param operator type of the operator, for instance {@code Relu}
     * @param inputs names of its inputs
     * @param attributes its attributes
     * @return name of the output
     */
    public String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String name = operator.toLowerCase(Locale.ROOT) + "_" + names++;
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes)));
        return name;
    }

    /**
     * Adds a constant of 32-bit floats.
     *
     * @param values the values, row-major
     * @param shape sizes of the axes; none for a scalar
     * @return name of the constant
     */
    public String floats(float[] values, long... shape) {
        ByteBuffer bytes = Tensors.littleEndian(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return constant(TensorProto.DataType.FLOAT, bytes, shape);
    }

    /**
     * Adds a vector of 64-bit integers, for instance a shape or a list of axes.
     *
     * @param values the values
     * @return name of the constant
     */
    public String integers(long... values) {
        ByteBuffer bytes = Tensors.littleEndian(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return constant(TensorProto.DataType.INT64, bytes, values.length);
    }

    /**
     * Adds a constant of signed 8-bit integers.
     *
     * @param values the values, row-major
     * @param shape sizes of the axes
     * @return name of the constant
     */
    public String bytes(byte[] values, long... shape) {
        return constant(TensorProto.DataType.INT8, ByteBuffer.wrap(values), shape);
    }

    /**
     * Adds a vector of 32-bit integers.
     *
     * @param values the values
     * @return name of the constant
     */
    public String words(int... values) {
        ByteBuffer bytes = Tensors.littleEndian(values.length * Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return constant(TensorProto.DataType.INT32, bytes, values.length);
    }

    /**
     * Adds an unsigned 8-bit scalar.
     *
     * @param value the value, 0 to 255
     * @return name of the constant
     */
    public String unsigned(int value) {
        return constant(TensorProto.DataType.UINT8, ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    /**
     * Adds the kernel of a dense layer or a convolution, stored as specified by {@link WeightStorage}. Kernels in 8
     * bits are converted by Cast and Mul, because ONNX Runtime folds these two for constants but not DequantizeLinear.
     *
     * @param values the weights, row-major
     * @param shape sizes of the axes; the first axis is the output channels
     * @return name of the kernel in 32-bit floats
     */
    public String kernel(float[] values, long... shape) {
        if (storage == WeightStorage.FLOAT || (long) values.length * Float.BYTES < LARGE_KERNEL_BYTES) {
            return floats(values, shape);
        }
        EightBitKernel kernel = EightBitKernel.of(values, Math.toIntExact(shape[0]), EightBitKernel.LARGEST);
        String integers = bytes(kernel.integers(), shape);
        String cast = node("Cast", List.of(integers), integer("to", FLOAT));
        long[] scaleShape = shape.clone();
        Arrays.fill(scaleShape, 1, shape.length, 1);
        return node("Mul", List.of(cast, floats(kernel.scales(), scaleShape)));
    }

    /**
     * Creates an integer attribute.
     *
     * @param name name of the attribute
     * @param value its value
     * @return the attribute
     */
    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /**
     * Creates an attribute with a list of integers.
     *
     * @param name name of the attribute
     * @param values its values
     * @return the attribute
     */
    public static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /**
     * Creates a string attribute.
     *
     * @param name name of the attribute
     * @param value its value
     * @return the attribute
     */
    public static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /**
     * Creates a float attribute.
     *
     * @param name name of the attribute
     * @param value its value
     * @return the attribute
     */
    public static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    /** {@return the current state of the graph} */
    public GraphProto build() {
        return graph.build();
    }

    private String constant(TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        String name = "constant_" + names++;
        graph.addInitializer(Tensors.constant(name, type, bytes, shape));
        return name;
    }
}
