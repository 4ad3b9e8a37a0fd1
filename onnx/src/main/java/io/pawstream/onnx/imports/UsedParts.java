package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes the operators and weights of a graph that its outputs do not need. */
final class UsedParts {

    private final Set<String> needed = new HashSet<>();

    private UsedParts() {}

    /** {@return the names of the values that an operator uses, also in graphs within it} */
    static Set<String> names(NodeProto node) {
        UsedParts parts = new UsedParts();
        parts.need(node);
        return parts.needed;
    }

    /** {@return a copy of a graph, whose operators are in topological order, with only what its outputs need} */
    static GraphProto of(GraphProto graph) {
        UsedParts parts = new UsedParts();
        graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(parts.needed::add);
        List<NodeProto> used = new ArrayList<>();
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(parts.needed::contains)) {
                parts.need(node);
                used.add(node);
            }
        }
        Collections.reverse(used);
        GraphProto.Builder copy = graph.toBuilder().clearNode().addAllNode(used).clearInitializer();
        graph.getInitializerList().stream()
                .filter(tensor -> parts.needed.contains(tensor.getName()))
                .forEach(copy::addInitializer);
        return copy.build();
    }

    /** A graph within an operator may use any value of the graph around it. */
    private void need(NodeProto node) {
        needed.addAll(node.getInputList());
        for (AttributeProto attribute : node.getAttributeList()) {
            need(attribute.getG());
            attribute.getGraphsList().forEach(this::need);
        }
    }

    private void need(GraphProto graph) {
        graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(needed::add);
        graph.getNodeList().forEach(this::need);
    }
}
