package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import ai.djl.nn.pooling.Pool;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * Reduces each channel to one value: (N, channels, height, width) to (N, channels).
 *
 * @param pooling how a channel is reduced
 */
record GlobalPool(Pooling pooling) implements Operation {

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public Block block() {
        return pooling == Pooling.MAX ? Pool.globalMaxPool2dBlock() : Pool.globalAvgPool2dBlock();
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        String pooled = graph.node(pooling == Pooling.MAX ? "GlobalMaxPool" : "GlobalAveragePool", List.of(input));
        return graph.node("Flatten", List.of(pooled), OnnxGraph.integer("axis", 1));
    }
}
