package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import io.pawstream.trainer.onnx.OnnxGraph;
import java.util.List;

/**
 * A pretrained network as a layer, frozen.
 *
 * @param base the network
 */
public record Pretrained(PretrainedBase base) implements Operation {

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public Block block() {
        return base.block();
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        return base.export(graph, input, weights);
    }
}
