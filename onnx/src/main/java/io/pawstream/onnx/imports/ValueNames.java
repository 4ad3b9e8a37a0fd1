package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * Renames values of a foreign graph whose names are needed for something else.
 *
 * @param taken the names that the graph must not use
 * @param prefix what such a name gets in front
 */
record ValueNames(List<String> taken, String prefix) {

    /** {@return a name as the renamed graph uses it} */
    String renamed(String name) {
        return taken.contains(name) ? prefix + name : name;
    }

    /** {@return a copy of a graph, and of the graphs within its nodes, with renamed values} */
    GraphProto renamed(GraphProto graph) {
        GraphProto.Builder copy = graph.toBuilder();
        for (ValueInfoProto.Builder value : copy.getInputBuilderList()) {
            value.setName(renamed(value.getName()));
        }
        for (ValueInfoProto.Builder value : copy.getOutputBuilderList()) {
            value.setName(renamed(value.getName()));
        }
        for (ValueInfoProto.Builder value : copy.getValueInfoBuilderList()) {
            value.setName(renamed(value.getName()));
        }
        for (TensorProto.Builder tensor : copy.getInitializerBuilderList()) {
            tensor.setName(renamed(tensor.getName()));
        }
        for (NodeProto.Builder node : copy.getNodeBuilderList()) {
            rename(node);
        }
        return copy.build();
    }

    private void rename(NodeProto.Builder node) {
        for (int i = 0; i < node.getInputCount(); i++) {
            node.setInput(i, renamed(node.getInput(i)));
        }
        for (int i = 0; i < node.getOutputCount(); i++) {
            node.setOutput(i, renamed(node.getOutput(i)));
        }
        for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
            if (attribute.hasG()) {
                attribute.setG(renamed(attribute.getG()));
            }
            for (int i = 0; i < attribute.getGraphsCount(); i++) {
                attribute.setGraphs(i, renamed(attribute.getGraphs(i)));
            }
        }
    }
}
