package io.pawstream.trainer.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * Computes {@code x * scale + offset}.
 *
 * @param scale factor
 * @param offset added after scaling
 */
record Rescaling(float scale, float offset) implements Operation {

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public Block block() {
        return new LambdaBlock(x -> new NDList(x.singletonOrThrow().mul(scale).addi(offset)), "rescaling");
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        String scaled = graph.node("Mul", List.of(input, graph.floats(new float[] {scale})));
        return graph.node("Add", List.of(scaled, graph.floats(new float[] {offset})));
    }
}
