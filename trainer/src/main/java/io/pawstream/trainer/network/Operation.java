package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A layer that computes. It defines both of its forms: a DJL block for training and nodes of an ONNX graph. Both work
 * on float (N, channels, height, width) up to {@link Flatten} or {@link GlobalPool}, and on float (N, features) after
 * it.
 */
public sealed interface Operation extends Layer
        permits Rescaling,
                Conv,
                ConvNorm,
                Residual,
                InvertedResidual,
                MaxPool,
                Flatten,
                GlobalPool,
                Dense,
                Dropout,
                Pretrained {

    /** {@return whether the layer has no trained weights and computes the same during training} */
    default boolean fixed() {
        return false;
    }

    /**
     * Creates a new block, not initialized.
     *
     * @return the block
     */
    Block block();

    /**
     * Adds the trained layer to a graph.
     *
     * @param graph the graph
     * @param input name of the input of the layer
     * @param weights trained parameters of {@link #block()}, in the order of the block
     * @return name of the output
     */
    String export(OnnxGraph graph, String input, List<Weights> weights);
}
