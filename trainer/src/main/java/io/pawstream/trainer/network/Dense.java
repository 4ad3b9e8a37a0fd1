package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A fully connected layer.
 *
 * @param units number of outputs
 * @param activation applied to the outputs
 */
public record Dense(int units, Activation activation) implements Operation {

    @Override
    public Block block() {
        return activation.after(Linear.builder().setUnits(units).build());
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        Weights kernel = weights.get(0);
        String output = graph.node(
                "Gemm",
                List.of(
                        input,
                        graph.kernel(kernel.values(), kernel.shape()),
                        graph.floats(weights.get(1).values(), units)),
                OnnxGraph.integer("transB", 1));
        return activation.export(graph, output);
    }
}
