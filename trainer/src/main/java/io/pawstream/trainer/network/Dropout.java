package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * Sets values to 0 at random during training, and scales the others up to keep the mean. It is not exported.
 *
 * @param rate share of values that are set to 0, 0 to below 1
 */
record Dropout(float rate) implements Operation {

    @Override
    public Block block() {
        return ai.djl.nn.norm.Dropout.builder().optRate(rate).build();
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        return input;
    }
}
