package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.imports.NetworkSession.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Removes a batch size that is written into a foreign graph. Whether the result is right must be tried. */
final class FreeBatch {

    private FreeBatch() {}

    /**
     * Returns a model in which no known shape contains the batch size. Shapes of values are removed. A Reshape of a value
     * that depends on the images to a constant shape keeps this shape, but the first axis takes what is left.
     *
     * @param network the network
     * @param image one image as the network takes it, repeated to its batch size
     * @param shape shape of that input
     * @param scratch a file to write to
     * @throws ModelException if the network does not run
     * @throws IOException if the file cannot be written
     */
    static ModelProto of(ForeignNetwork network, float[] image, long[] shape, Path scratch)
            throws ModelException, IOException {
        ModelProto.Builder model = network.model().toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        Set<String> dependent = new HashSet<>(Set.of(network.input().name()));
        Set<String> reshapes = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getInputList().stream().anyMatch(dependent::contains)) {
                dependent.addAll(node.getOutputList());
                if (node.getOpType().equals("Reshape")
                        && dependent.contains(node.getInput(0))
                        && !dependent.contains(node.getInput(1))) {
                    reshapes.add(node.getOutput(0));
                }
            }
        }
        String prefix = UnusedPrefix.of(network.graph());
        Map<String, Output> shapes = shapes(network, reshapes, image, shape, scratch);
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            String value = node.getOutputCount() == 1 ? node.getOutput(0) : "";
            Output output = reshapes.contains(value) ? shapes.get(value) : null;
            if (output != null && !output.shape().isEmpty()) {
                String name = prefix + "shape_" + value;
                graph.addInitializer(shape(name, output.shape()));
                node.setInput(1, name).clearAttribute();
            }
        }
        graph.clearValueInfo();
        return model.build();
    }

    private static Map<String, Output> shapes(
            ForeignNetwork network, Set<String> values, float[] image, long[] shape, Path scratch)
            throws ModelException, IOException {
        GraphProto.Builder open = network.graph().toBuilder();
        Set<String> outputs = new HashSet<>();
        open.getOutputList().forEach(output -> outputs.add(output.getName()));
        for (String value : values) {
            if (outputs.add(value)) {
                open.addOutput(ValueInfoProto.newBuilder().setName(value));
            }
        }
        OnnxFile.write(scratch, network.model().toBuilder().setGraph(open).build());
        try (NetworkSession session = NetworkSession.open(scratch)) {
            return session.run(network.input().type(), image, shape);
        }
    }

    private static TensorProto shape(String name, List<Long> measured) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(measured.size())
                .addInt64Data(-1);
        measured.stream().skip(1).forEach(tensor::addInt64Data);
        return tensor.build();
    }
}
