package io.pawstream.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A convolution without padding, of stride 1.
 *
 * @param filters output channels
 * @param size side of the square kernel, in pixels
 * @param activation applied to the output
 */
record Conv(int filters, int size, Activation activation) implements Operation {

    @Override
    public Block block() {
        return activation.after(convolution());
    }

    /** {@return the block without its activation} */
    Block convolution() {
        return Conv2d.builder()
                .setKernelShape(new Shape(size, size))
                .setFilters(filters)
                .build();
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        Weights kernel = weights.get(0);
        String output = graph.node(
                "Conv",
                List.of(
                        input,
                        graph.kernel(kernel.values(), kernel.shape()),
                        graph.floats(weights.get(1).values(), filters)),
                OnnxGraph.integers("kernel_shape", size, size));
        return activation.export(graph, output);
    }
}
