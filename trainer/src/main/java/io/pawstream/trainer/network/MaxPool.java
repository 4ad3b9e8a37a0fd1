package io.pawstream.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.pooling.Pool;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * The maximum of each square of pixels; incomplete squares at the right and the bottom are dropped.
 *
 * @param size side of the square and stride, in pixels
 */
record MaxPool(int size) implements Operation {

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public Block block() {
        return Pool.maxPool2dBlock(new Shape(size, size), new Shape(size, size));
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        return graph.node(
                "MaxPool",
                List.of(input),
                OnnxGraph.integers("kernel_shape", size, size),
                OnnxGraph.integers("strides", size, size));
    }
}
