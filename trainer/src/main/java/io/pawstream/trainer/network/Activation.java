package io.pawstream.trainer.network;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/** What is applied to a layer's output. */
public enum Activation {
    /** Nothing. */
    NONE,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code 1 / (1 + exp(-x))}; for the last layer only. */
    SIGMOID;

    /** Puts this behind a block. Not so the sigmoid: the loss is computed from logits, which is exact for large ones. */
    Block after(Block block) {
        return this == RELU ? new SequentialBlock().add(block).add(ai.djl.nn.Activation.reluBlock()) : block;
    }

    String export(OnnxGraph graph, String input) {
        return switch (this) {
            case NONE -> input;
            case RELU -> graph.node("Relu", List.of(input));
            case SIGMOID -> graph.node("Sigmoid", List.of(input));
        };
    }
}
