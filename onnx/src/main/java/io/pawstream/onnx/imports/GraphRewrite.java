package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pawstream.model.ImageSize;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts operators before and after a foreign graph, so that it takes {@code images}, uint8 [N, H, W, 3] in RGB, and gives
 * {@code probabilities}, float32 [N, C].
 */
final class GraphRewrite {

    private static final String INPUT = "images";
    private static final String OUTPUT = "probabilities";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final List<NodeProto> added = new ArrayList<>();
    /** Begins the names of all values that are added. */
    private final String prefix;

    private String value = INPUT;
    private int names;

    private GraphRewrite(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Rewrites a model.
     *
     * @param model the foreign model
     * @param input its input
     * @param output its output
     * @param activation what makes the output probabilities
     * @param settings how pixels become values of the input
     * @param anyBatch whether N is free; else it is 1
     */
    static ModelProto rewrite(
            ModelProto model,
            ForeignInput input,
            ForeignOutput output,
            Activation activation,
            Settings settings,
            boolean anyBatch) {
        String prefix = UnusedPrefix.of(model.getGraph());
        ValueNames renaming = new ValueNames(List.of(INPUT, OUTPUT), prefix + "foreign/");
        GraphProto foreign = renaming.renamed(model.getGraph());
        GraphRewrite rewrite = new GraphRewrite(prefix);
        rewrite.before(input.type(), settings);
        rewrite.connect(renaming.renamed(input.name()));
        rewrite.graph.addAllNode(rewrite.added).addAllNode(foreign.getNodeList());
        rewrite.added.clear();
        rewrite.value = renaming.renamed(output.name());
        rewrite.after(output.units(), activation);
        rewrite.connect(OUTPUT);
        ImageSize size = settings.preprocessing().size();
        rewrite.graph
                .addAllNode(rewrite.added)
                .setName(foreign.getName().isEmpty() ? "imported" : foreign.getName())
                .addInput(Tensors.value(INPUT, OnnxGraph.UINT8, anyBatch ? -1 : 1, size.height(), size.width(), 3))
                .addOutput(Tensors.value(OUTPUT, OnnxGraph.FLOAT, anyBatch ? -1 : 1, Math.max(2, output.units())))
                .addAllInitializer(foreign.getInitializerList())
                .addAllSparseInitializer(foreign.getSparseInitializerList())
                .addAllQuantizationAnnotation(foreign.getQuantizationAnnotationList())
                .addAllValueInfo(foreign.getValueInfoList());
        return model.toBuilder().setGraph(UsedParts.of(rewrite.graph.build())).build();
    }

    private void before(DataType type, Settings settings) {
        boolean planes = settings.layout() == Layout.NCHW;
        if (planes) {
            node("Transpose", OnnxGraph.integers("perm", 0, 3, 1, 2));
        }
        if (settings.color() == ColorOrder.BGR) {
            ByteBuffer order = Tensors.littleEndian(3 * Long.BYTES);
            order.putLong(2).putLong(1).putLong(0).flip();
            String indices = constant(DataType.INT64, order, 3);
            add("Gather", List.of(value, indices), OnnxGraph.integer("axis", planes ? 1 : 3));
        }
        if (type == DataType.UINT8) {
            return;
        }
        cast(DataType.FLOAT);
        long[] shape = planes ? new long[] {3, 1, 1} : new long[] {3};
        scale("Mul", settings.scale(), 1, shape);
        scale("Add", settings.offset(), 0, shape);
        if (type != DataType.FLOAT) {
            cast(type);
        }
    }

    private void scale(String operator, List<Double> channels, double neutral, long... shape) {
        if (channels.stream().allMatch(channel -> channel == neutral)) {
            return;
        }
        ByteBuffer floats = Tensors.littleEndian(3 * Float.BYTES);
        channels.forEach(channel -> floats.putFloat(channel.floatValue()));
        add(operator, List.of(value, constant(DataType.FLOAT, floats.flip(), shape)));
    }

    private void after(int units, Activation activation) {
        cast(DataType.FLOAT);
        ByteBuffer shape = Tensors.littleEndian(2 * Long.BYTES);
        shape.putLong(-1).putLong(units).flip();
        add("Reshape", List.of(value, constant(DataType.INT64, shape, 2)));
        switch (activation) {
            case SOFTMAX -> node("Softmax", OnnxGraph.integer("axis", 1));
            case SIGMOID -> node("Sigmoid");
            case NONE -> {}
        }
        if (units == 1) {
            String second = value;
            ByteBuffer one = Tensors.littleEndian(Float.BYTES);
            one.putFloat(1).flip();
            add("Sub", List.of(constant(DataType.FLOAT, one, 1), second));
            add("Concat", List.of(value, second), OnnxGraph.integer("axis", 1));
        }
    }

    private void cast(DataType type) {
        node("Cast", OnnxGraph.integer("to", type.getNumber()));
    }

    private void node(String operator, AttributeProto... attributes) {
        add(operator, List.of(value), attributes);
    }

    private void add(String operator, List<String> inputs, AttributeProto... attributes) {
        value = prefix + operator + "_" + names++;
        added.add(NodeProto.newBuilder()
                .setName(value)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(value)
                .addAllAttribute(List.of(attributes))
                .build());
    }

    /** Names the last value as the part that follows expects. */
    private void connect(String name) {
        added.add(NodeProto.newBuilder()
                .setName(prefix + name)
                .setOpType("Identity")
                .addInput(value)
                .addOutput(name)
                .build());
    }

    private String constant(DataType type, ByteBuffer bytes, long... shape) {
        String name = prefix + "constant_" + names++;
        graph.addInitializer(Tensors.constant(name, type, bytes, shape));
        return name;
    }
}
