package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/** The activation of a layer. */
public enum Activation {
    /** The identity. */
    NONE,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code 1 / (1 + exp(-x))}, for the last layer of a network of two classes. */
    SIGMOID,
    /** {@code exp(x) / sum(exp(x))} over the classes, for the last layer of a network of more classes. */
    SOFTMAX;

    /**
     * Appends the activation to a block. Sigmoid and softmax are omitted: the loss is computed from logits, which is
     * exact for large values.
     */
    Block after(Block block) {
        return this == RELU ? new SequentialBlock().add(block).add(ai.djl.nn.Activation.reluBlock()) : block;
    }

    /** Adds the activation to a graph and returns the name of its output. */
    String export(OnnxGraph graph, String input) {
        return switch (this) {
            case NONE -> input;
            case RELU -> graph.node("Relu", List.of(input));
            case SIGMOID -> graph.node("Sigmoid", List.of(input));
            case SOFTMAX -> graph.node("Softmax", List.of(input), OnnxGraph.integer("axis", 1));
        };
    }
}
