package io.pawstream.onnx;

import io.pawstream.model.ImageSize;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.util.List;
import java.util.Random;

/** A network with one convolution and random weights, as the trainer exports it. */
public final class TinyNetwork {

    private static final int CHANNELS = 8;

    /** Weights of the network of two classes: a convolution of 3x3, and a dense layer of one unit. */
    public static final int PARAMETERS = CHANNELS * (3 * 3 * 3 + 1) + CHANNELS + 1;

    private TinyNetwork() {}

    /** Returns the graph of two classes for images of a size; the seed determines the weights. */
    public static OnnxGraph graph(ImageSize size, long seed) {
        return graph(size, seed, 2);
    }

    /** Returns the graph for images of a size; the seed determines the weights. */
    public static OnnxGraph graph(ImageSize size, long seed, int classes) {
        int units = classes == 2 ? 1 : classes;
        Random random = new Random(seed);
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        String value = graph.input("images", OnnxGraph.UINT8, -1, size.height(), size.width(), 3);
        value = graph.node("Transpose", List.of(value), OnnxGraph.integers("perm", 0, 3, 1, 2));
        value = graph.node("Cast", List.of(value), OnnxGraph.integer("to", OnnxGraph.FLOAT));
        value = graph.node("Mul", List.of(value, graph.floats(new float[] {1 / 127.5f})));
        value = graph.node("Add", List.of(value, graph.floats(new float[] {-1})));
        value = graph.node(
                "Conv",
                List.of(
                        value,
                        graph.kernel(gaussians(random, CHANNELS * 3 * 3 * 3), CHANNELS, 3, 3, 3),
                        graph.floats(gaussians(random, CHANNELS), CHANNELS)),
                OnnxGraph.integers("kernel_shape", 3, 3),
                OnnxGraph.integers("strides", 2, 2));
        value = graph.node("Relu", List.of(value));
        value = graph.node("GlobalAveragePool", List.of(value));
        value = graph.node("Flatten", List.of(value), OnnxGraph.integer("axis", 1));
        value = graph.node(
                "Gemm",
                List.of(
                        value,
                        graph.floats(gaussians(random, units * CHANNELS), units, CHANNELS),
                        graph.floats(new float[units], units)),
                OnnxGraph.integer("transB", 1));
        if (classes == 2) {
            graph.binaryProbabilities(graph.node("Sigmoid", List.of(value)));
        } else {
            graph.probabilities(graph.node("Softmax", List.of(value), OnnxGraph.integer("axis", 1)), classes);
        }
        return graph;
    }

    private static float[] gaussians(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
