package io.pawstream.trainer.mobilenet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.trainer.network.Weights;
import java.util.Iterator;
import java.util.List;

/**
 * Scales each channel by a factor from 0 to 1, computed from the means of all channels by two small layers (Hu et al.
 * 2018).
 *
 * @param channels number of channels
 */
record SqueezeExcite(int channels) implements Part {

    /** {@return a quarter of the channels, as a multiple of 8 that is at least 90% of it} */
    int squeezed() {
        double quarter = channels * 0.25;
        int rounded = Math.max(8, (int) (quarter + 4) / 8 * 8);
        return rounded < 0.9 * quarter ? rounded + 8 : rounded;
    }

    @Override
    public List<long[]> shapes() {
        int squeezed = squeezed();
        return List.of(
                new long[] {squeezed, channels, 1, 1},
                new long[] {squeezed},
                new long[] {channels, squeezed, 1, 1},
                new long[] {channels});
    }

    @Override
    public NDArray forward(NDArray x, Iterator<NDArray> weights) {
        Shape onePixel = new Shape(x.getShape().get(0), channels, 1, 1);
        try (NDArray means = Pool.globalAvgPool2d(x);
                NDArray mean = means.reshape(onePixel);
                NDArray squeezed = Nonlinearity.RELU.apply(layer(mean, weights));
                NDArray excited = layer(squeezed, weights);
                NDArray gate = Nonlinearity.hardSigmoid(excited)) {
            return x.mul(gate);
        }
    }

    private static NDArray layer(NDArray x, Iterator<NDArray> weights) {
        Shape one = new Shape(1, 1);
        return Conv2d.conv2d(x, weights.next(), weights.next(), one, new Shape(0, 0), one, 1)
                .singletonOrThrow();
    }

    @Override
    public String export(OnnxGraph graph, String x, Iterator<Weights> weights) {
        String mean = graph.node("GlobalAveragePool", List.of(x));
        String squeezed = graph.node("Relu", List.of(layer(graph, mean, weights)));
        String gate = graph.node(
                "HardSigmoid",
                List.of(layer(graph, squeezed, weights)),
                OnnxGraph.real("alpha", 1 / 6f),
                OnnxGraph.real("beta", 0.5f));
        return graph.node("Mul", List.of(x, gate));
    }

    private static String layer(OnnxGraph graph, String x, Iterator<Weights> weights) {
        Weights kernel = weights.next();
        Weights bias = weights.next();
        return graph.node(
                "Conv",
                List.of(x, graph.floats(kernel.values(), kernel.shape()), graph.floats(bias.values(), bias.shape())),
                OnnxGraph.integers("kernel_shape", 1, 1));
    }
}
