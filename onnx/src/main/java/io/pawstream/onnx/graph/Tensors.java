package io.pawstream.onnx.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Creates the constants of a graph and the types of its inputs and outputs. */
public final class Tensors {

    private Tensors() {}

    /**
     * Creates a buffer for the values of a constant.
     *
     * @param bytes its capacity
     * @return an empty buffer
     */
    public static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Creates a constant.
     *
     * @param name its name
     * @param type element type
     * @param bytes its values, row-major and little-endian, from the position of the buffer
     * @param shape sizes of the axes; none for a scalar
     * @return the constant
     */
    public static TensorProto constant(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    /**
     * Describes an input or an output of a graph.
     *
     * @param name name of the value
     * @param type element type, for instance {@link OnnxGraph#UINT8}
     * @param shape sizes of the axes; a negative size is the variable batch size {@code N}
     * @return the description
     */
    public static ValueInfoProto value(String name, int type, long... shape) {
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
