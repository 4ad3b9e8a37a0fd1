package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A network that was trained elsewhere, or a part of one: on (N, channels, height, width), which are pixels 0 to 255 at its
 * beginning and features at its end.
 */
public interface PretrainedBase {

    /** A new block with the weights, not initialized, which computes the same whether training or not; a
     * {@link TunableBlock} where the layer is tunable. */
    Block block();

    /**
     * Adds it to a graph.
     *
     * @param weights the parameters of {@link #block()}, in the block's order
     * @return name of its output
     */
    String export(OnnxGraph graph, String input, List<Weights> weights);
}
