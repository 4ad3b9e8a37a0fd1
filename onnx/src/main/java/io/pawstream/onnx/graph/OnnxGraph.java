package io.pawstream.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An ONNX graph under construction. Every method that adds something returns the name of its output, to be the input of
 * what comes next.
 *
 * <pre>{@code
 * OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
 * String relu = graph.node("Relu", List.of(graph.input("images", OnnxGraph.UINT8, -1, 150, 150, 3)));
 * }</pre>
 */
public final class OnnxGraph {

    /** ONNX operator set that the nodes belong to. */
    public static final int OPSET = 17;

    public static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    public static final int UINT8 = TensorProto.DataType.UINT8.getNumber();

    /** Kernels of at least this many bytes in 32 bits are stored in 8 bits, if 8 bits are asked for. */
    static final int LARGE_KERNEL_BYTES = 1 << 16;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final WeightStorage storage;
    private int names;

    public OnnxGraph(String name, WeightStorage storage) {
        this.storage = storage;
        graph.setName(name);
    }

    /** Declares an input; a size of -1 is the batch size {@code N}, which is free. */
    public String input(String name, int type, long... shape) {
        graph.addInput(value(name, type, shape));
        return name;
    }

    /** Declares the value as an output under a name of its own. */
    public void output(String value, String name, int type, long... shape) {
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType("Identity")
                .addInput(value)
                .addOutput(name));
        graph.addOutput(value(name, type, shape));
    }

    /** Adds an operator with one output. */
    public String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String name = operator.toLowerCase(java.util.Locale.ROOT) + "_" + names++;
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes)));
        return name;
    }

    /** Adds 32-bit constants of a shape, row-major; no shape is a scalar. */
    public String floats(float[] values, long... shape) {
        ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return constant(TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** Adds a vector of 64-bit integers: a shape, or a list of axes. */
    public String integers(long... values) {
        ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return constant(TensorProto.DataType.INT64, bytes, values.length);
    }

    /** Adds signed 8-bit constants of a shape, row-major. */
    public String bytes(byte[] values, long... shape) {
        return constant(TensorProto.DataType.INT8, ByteBuffer.wrap(values), shape);
    }

    /** Adds a vector of 32-bit integers. */
    public String words(int... values) {
        ByteBuffer bytes = littleEndian(values.length * Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return constant(TensorProto.DataType.INT32, bytes, values.length);
    }

    /** Adds an unsigned 8-bit constant, from 0 to 255. */
    public String unsigned(int value) {
        return constant(TensorProto.DataType.UINT8, ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    /**
     * Adds the kernel of a dense layer or a convolution, whose first axis is that of its outputs. ONNX Runtime does not fold DequantizeLinear of a constant
     * but does fold Cast and Mul, so that is what turns 8 bits into floats.
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

    /** An attribute that is a whole number. */
    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** An attribute that is a list of whole numbers. */
    public static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** An attribute that is a word. */
    public static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** An attribute that is a real number. */
    public static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    /** The graph as it is now. */
    public GraphProto build() {
        return graph.build();
    }

    private String constant(TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        String name = "constant_" + names++;
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ValueInfoProto value(String name, int type, long... shape) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
        for (long size : shape) {
            if (size < 0) {
                tensor.getShapeBuilder().addDimBuilder().setDimParam("N");
            } else {
                tensor.getShapeBuilder().addDimBuilder().setDimValue(size);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
