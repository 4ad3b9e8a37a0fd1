package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sorts the operators of a graph topologically. ONNX requires this order, but ONNX Runtime accepts any, and converters to
 * 16-bit floats append operators.
 */
final class NodeOrder {

    private NodeOrder() {}

    /** {@return a graph whose operators follow those that compute their inputs, otherwise in the same order} */
    static GraphProto sorted(GraphProto graph) {
        Map<String, Integer> producers = new HashMap<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            for (String output : graph.getNode(i).getOutputList()) {
                producers.put(output, i);
            }
        }
        boolean[] visited = new boolean[graph.getNodeCount()];
        boolean[] done = new boolean[graph.getNodeCount()];
        List<NodeProto> order = new ArrayList<>();
        Deque<Integer> path = new ArrayDeque<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            path.push(i);
            while (!path.isEmpty()) {
                int node = path.element();
                if (visited[node]) {
                    path.pop();
                    if (!done[node]) {
                        done[node] = true;
                        order.add(graph.getNode(node));
                    }
                    continue;
                }
                visited[node] = true;
                UsedParts.names(graph.getNode(node)).stream()
                        .map(producers::get)
                        .filter(Objects::nonNull)
                        .filter(producer -> !visited[producer])
                        .sorted(Comparator.reverseOrder())
                        .forEach(path::push);
            }
        }
        return graph.toBuilder().clearNode().addAllNode(order).build();
    }
}
