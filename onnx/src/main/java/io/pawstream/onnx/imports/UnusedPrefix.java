package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.Set;

/** Finds a beginning for the names of added values and operators that no name of a graph has. */
final class UnusedPrefix {

    private final Set<String> names = new HashSet<>();

    private UnusedPrefix() {}

    /** {@return {@code pawstream/}, or the next one with a number, such as {@code pawstream2/}} */
    static String of(GraphProto graph) {
        UnusedPrefix graphNames = new UnusedPrefix();
        graphNames.add(graph);
        String prefix = "pawstream/";
        for (int i = 2; graphNames.begin(prefix); i++) {
            prefix = "pawstream" + i + "/";
        }
        return prefix;
    }

    private boolean begin(String prefix) {
        return names.stream().anyMatch(name -> name.startsWith(prefix));
    }

    private void add(GraphProto graph) {
        graph.getInputList().forEach(value -> names.add(value.getName()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        for (NodeProto node : graph.getNodeList()) {
            names.add(node.getName());
            names.addAll(node.getOutputList());
            for (AttributeProto attribute : node.getAttributeList()) {
                add(attribute.getG());
                attribute.getGraphsList().forEach(this::add);
            }
        }
    }
}
