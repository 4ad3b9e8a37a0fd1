package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A pretrained network, or a part of one, as a layer.
 *
 * @param base the network
 * @param tunable whether it may be trained further; it is frozen until then
 */
public record Pretrained(PretrainedBase base, boolean tunable) implements Operation {

    @Override
    public boolean fixed() {
        return !tunable;
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
