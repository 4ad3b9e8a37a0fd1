package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A network that was trained elsewhere, or a part of one, on (N, channels, height, width): from pixels 0 to 255 to
 * features.
 */
public interface PretrainedBase {

    /**
     * Creates a new block with the weights, not initialized. It computes the same during training. It is a {@link
     * TunableBlock} if the layer is tunable.
     *
     * @return the block
     */
    Block block();

    /**
     * Adds the network to a graph.
     *
     * @param graph the graph
     * @param input name of the input
     * @param weights parameters of {@link #block()}, in the order of the block
     * @return name of the output
     */
    String export(OnnxGraph graph, String input, List<Weights> weights);
}
