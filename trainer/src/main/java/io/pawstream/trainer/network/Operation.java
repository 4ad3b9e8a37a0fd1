package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A layer that computes. Its two forms stand next to each other, so that they cannot drift apart: a DJL block for
 * training, and the nodes that it becomes in an ONNX graph. Both work on float (N, channels, height, width) until
 * {@link Flatten} or {@link GlobalPool}, and on float (N, features) behind it.
 */
public sealed interface Operation extends Layer
        permits Rescaling, Conv, ConvNorm, Residual, MaxPool, Flatten, GlobalPool, Dense, Dropout, Pretrained {

    /** Whether it has nothing to train and computes the same while training. */
    default boolean fixed() {
        return false;
    }

    /** A new block, not initialized. */
    Block block();

    /**
     * Adds the layer as it is after training.
     *
     * @param graph the graph to add to
     * @param input name of the value it works on
     * @param weights the trained parameters of {@link #block()}, in the block's order
     * @return name of its output
     */
    String export(OnnxGraph graph, String input, List<Weights> weights);
}
