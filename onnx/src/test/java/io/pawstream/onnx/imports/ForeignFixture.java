package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small classifiers with random weights, in the forms that other tools write. */
final class ForeignFixture {

    static final int HEIGHT = 12;
    static final int WIDTH = 20;
    private static final int CHANNELS = 8;

    /** What follows the last convolution. */
    enum Head {
        LOGITS,
        SOFTMAX,
        SIGMOID,
        FOUR_AXES,
        DETECTOR
    }

    private final Random random = new Random(7);
    private Layout layout = Layout.NCHW;
    private Head head = Head.LOGITS;
    private int classes = 5;
    private long batch = -1;
    private boolean reshapes;
    private String input = "input";

    ForeignFixture layout(Layout order) {
        layout = order;
        return this;
    }

    ForeignFixture head(Head last, int units) {
        head = last;
        classes = units;
        return this;
    }

    /** Writes the batch size into the input, and into constant shapes of Reshape. */
    ForeignFixture batch(long size) {
        batch = size;
        reshapes = true;
        return this;
    }

    ForeignFixture input(String name) {
        input = name;
        return this;
    }

    ModelProto build() {
        OnnxGraph graph = new OnnxGraph("fixture", WeightStorage.FLOAT);
        boolean planes = layout == Layout.NCHW;
        long[] shape = planes ? new long[] {batch, 3, HEIGHT, WIDTH} : new long[] {batch, HEIGHT, WIDTH, 3};
        String value = graph.input(input, OnnxGraph.FLOAT, shape);
        if (!planes) {
            value = graph.node("Transpose", List.of(value), OnnxGraph.integers("perm", 0, 3, 1, 2));
        }
        value = conv(graph, value, CHANNELS, 3, 3);
        value = graph.node("Relu", List.of(value));
        if (head == Head.DETECTOR) {
            graph.output(value, "boxes", OnnxGraph.FLOAT, batch, CHANNELS, HEIGHT - 2, WIDTH - 2);
            return OnnxFile.model(graph.build(), Map.of());
        }
        value = graph.node("GlobalAveragePool", List.of(value));
        if (head == Head.FOUR_AXES) {
            graph.output(conv(graph, value, classes, CHANNELS, 1), "scores", OnnxGraph.FLOAT, batch, classes, 1, 1);
            return OnnxFile.model(graph.build(), Map.of());
        }
        if (reshapes) {
            value = graph.node("Reshape", List.of(value, graph.integers(batch, -1)));
            value = graph.node("Reshape", List.of(value, graph.integers(batch, CHANNELS)));
        } else {
            value = graph.node("Flatten", List.of(value), OnnxGraph.integer("axis", 1));
        }
        value = graph.node(
                "Gemm",
                List.of(
                        value,
                        graph.floats(gaussians(classes * CHANNELS, 3), classes, CHANNELS),
                        graph.floats(gaussians(classes, 1), classes)),
                OnnxGraph.integer("transB", 1));
        if (head == Head.SOFTMAX) {
            value = graph.node("Softmax", List.of(value), OnnxGraph.integer("axis", 1));
        } else if (head == Head.SIGMOID) {
            value = graph.node("Sigmoid", List.of(value));
        }
        graph.output(value, head == Head.SOFTMAX ? "probabilities" : "scores", OnnxGraph.FLOAT, batch, classes);
        return OnnxFile.model(graph.build(), Map.of());
    }

    Path write(Path file) throws IOException {
        return write(file, build());
    }

    static Path write(Path file, ModelProto model) throws IOException {
        OnnxFile.write(file, model);
        return file;
    }

    private String conv(OnnxGraph graph, String value, int out, int in, int side) {
        return graph.node(
                "Conv",
                List.of(
                        value,
                        graph.floats(gaussians(out * in * side * side, 1), out, in, side, side),
                        graph.floats(gaussians(out, 1), out)),
                OnnxGraph.integers("kernel_shape", side, side));
    }

    private float[] gaussians(int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    /** The form of operator set 9 and earlier: all initializers are inputs. */
    static ModelProto withOldInputs(ModelProto model) {
        ModelProto.Builder old = model.toBuilder().setIrVersion(3);
        old.getOpsetImportBuilder(0).setVersion(9);
        GraphProto.Builder graph = old.getGraphBuilder();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            ValueInfoProto.Builder value = graph.addInputBuilder().setName(tensor.getName());
            value.getTypeBuilder().getTensorTypeBuilder().setElemType(tensor.getDataType());
            for (long axis : tensor.getDimsList()) {
                value.getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .addDimBuilder()
                        .setDimValue(axis);
            }
        }
        return old.build();
    }

    /** The same with all floats in 16 bits. */
    static ModelProto inHalfPrecision(ModelProto model) {
        ModelProto.Builder half = model.toBuilder();
        for (TensorProto.Builder tensor : half.getGraphBuilder().getInitializerBuilderList()) {
            if (tensor.getDataType() == DataType.FLOAT.getNumber()) {
                ByteBuffer floats = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                ByteBuffer halves = ByteBuffer.allocate(floats.remaining() / 2).order(ByteOrder.LITTLE_ENDIAN);
                while (floats.hasRemaining()) {
                    halves.putShort(Fp16Conversions.floatToFp16(floats.getFloat()));
                }
                tensor.setDataType(DataType.FLOAT16.getNumber()).setRawData(ByteString.copyFrom(halves.flip()));
            }
        }
        for (ValueInfoProto.Builder value : List.of(
                half.getGraphBuilder().getInputBuilder(0),
                half.getGraphBuilder().getOutputBuilder(0))) {
            value.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT16.getNumber());
        }
        return half.build();
    }

    /** Moves all weights to a file beside the model. */
    static Path writeWithExternalData(Path file, ModelProto model, String location) throws IOException {
        ModelProto.Builder external = model.toBuilder();
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        for (TensorProto.Builder tensor : external.getGraphBuilder().getInitializerBuilderList()) {
            byte[] bytes = tensor.getRawData().toByteArray();
            tensor.clearRawData()
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(entry("location", location))
                    .addExternalData(entry("offset", Integer.toString(weights.size())))
                    .addExternalData(entry("length", Integer.toString(bytes.length)));
            weights.write(bytes);
        }
        Files.write(file.resolveSibling(location), weights.toByteArray());
        return write(file, external.build());
    }

    /** Adds a second output with the input of the last but one operator. */
    static ModelProto withSecondOutput(ModelProto model, String name) {
        ModelProto.Builder copy = model.toBuilder();
        NodeProto last = model.getGraph().getNode(model.getGraph().getNodeCount() - 1);
        copy.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Relu")
                        .addInput(last.getInput(0))
                        .addOutput(name));
        copy.getGraphBuilder()
                .addOutput(model.getGraph().getOutput(0).toBuilder().setName(name));
        return copy.build();
    }

    /** Adds operators between the images and the network. */
    static ModelProto precededBy(ModelProto model, List<TensorProto> constants, String... operators) {
        ModelProto.Builder copy = model.toBuilder();
        GraphProto.Builder graph = copy.getGraphBuilder();
        String input = graph.getInput(0).getName();
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            node.setInput(0, node.getInput(0).equals(input) ? "prepared" : node.getInput(0));
        }
        List<NodeProto> network = List.copyOf(graph.getNodeList());
        graph.clearNode().addAllInitializer(constants);
        chain(graph, input, "prepared", constants, operators);
        graph.addAllNode(network);
        return copy.build();
    }

    /** Adds operators between the network and its output. */
    static ModelProto followedBy(ModelProto model, List<TensorProto> constants, String... operators) {
        ModelProto.Builder copy = model.toBuilder();
        GraphProto.Builder graph = copy.getGraphBuilder().addAllInitializer(constants);
        NodeProto.Builder last = graph.getNodeBuilder(graph.getNodeCount() - 1);
        String output = last.getOutput(0);
        last.setOutput(0, "raw");
        chain(graph, "raw", output, constants, operators);
        return copy.build();
    }

    private static void chain(
            GraphProto.Builder graph, String from, String to, List<TensorProto> constants, String... operators) {
        String value = from;
        for (int i = 0; i < operators.length; i++) {
            NodeProto.Builder node =
                    graph.addNodeBuilder().setOpType(operators[i]).addInput(value);
            constants.forEach(constant -> node.addInput(constant.getName()));
            value = i == operators.length - 1 ? to : to + "_" + i;
            node.addOutput(value);
        }
    }

    static TensorProto scalar(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .addFloatData(value)
                .build();
    }

    static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
