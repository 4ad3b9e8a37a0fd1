package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/** Reshapes (N, channels, height, width) to (N, features), in the order channels, rows, columns. */
public record Flatten() implements Operation {

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public Block block() {
        return Blocks.batchFlattenBlock();
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        return graph.node("Flatten", List.of(input), OnnxGraph.integer("axis", 1));
    }
}
