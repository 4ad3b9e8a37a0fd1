package io.pawstream.trainer.mobilenet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.trainer.network.FoldedConvolution;
import io.pawstream.trainer.network.Weights;
import java.util.Iterator;
import java.util.List;

/**
 * A convolution without bias, a batch normalization with stored statistics, and a nonlinearity. Padding is TensorFlow's
 * "same": the output has {@code ceil(size / stride)} pixels, and an odd pixel of padding is at the right and the
 * bottom.
 *
 * @param kernel side of the kernel, in pixels
 * @param inputs input channels
 * @param outputs output channels
 * @param stride 1 or 2
 * @param depthwise whether each channel has its own kernel; inputs and outputs are equal then
 * @param nonlinearity applied to the output
 */
record ConvNorm(int kernel, int inputs, int outputs, int stride, boolean depthwise, Nonlinearity nonlinearity)
        implements Part {

    static final float EPSILON = 1e-3f;

    @Override
    public List<long[]> shapes() {
        long[] channels = {outputs};
        return List.of(
                new long[] {outputs, depthwise ? 1 : inputs, kernel, kernel}, channels, channels, channels, channels);
    }

    @Override
    public List<Boolean> statistics() {
        return List.of(false, false, false, true, true);
    }

    @Override
    public Shape output(Shape input) {
        return new Shape(input.get(0), outputs, strided(input.get(2)), strided(input.get(3)));
    }

    private long strided(long size) {
        return (size + stride - 1) / stride;
    }

    @Override
    public NDArray forward(NDArray x, Iterator<NDArray> weights) {
        long rows = padding(x.getShape().get(2));
        long columns = padding(x.getShape().get(3));
        if (rows % 2 == 0 && columns % 2 == 0) {
            return convolved(x, new Shape(rows / 2, columns / 2), weights);
        }
        Shape leftRightTopBottom = new Shape(columns / 2, columns - columns / 2, rows / 2, rows - rows / 2);
        try (NDArray padded = x.pad(leftRightTopBottom, 0)) {
            return convolved(padded, new Shape(0, 0), weights);
        }
    }

    private NDArray convolved(NDArray x, Shape padding, Iterator<NDArray> weights) {
        NDArray kernels = weights.next();
        NDArray gamma = weights.next();
        NDArray beta = weights.next();
        NDArray mean = weights.next();
        NDArray variance = weights.next();
        // The statistics are constant, so the normalization is folded into the convolution.
        // Each array is closed: it belongs to the manager of the weights, which lives as long as the network.
        try (NDArray sum = variance.add(EPSILON);
                NDArray deviation = sum.sqrt();
                NDArray scale = gamma.div(deviation);
                NDArray shift = mean.mul(scale);
                NDArray bias = beta.sub(shift);
                NDArray column = scale.reshape(-1, 1, 1, 1);
                NDArray folded = kernels.mul(column)) {
            NDList convolved =
                    Conv2d.conv2d(x, folded, bias, new Shape(stride, stride), padding, new Shape(1, 1), groups());
            return nonlinearity.apply(convolved.singletonOrThrow());
        }
    }

    private int groups() {
        return depthwise ? inputs : 1;
    }

    private long padding(long size) {
        return Math.max(0, (strided(size) - 1) * stride + kernel - size);
    }

    @Override
    public String export(OnnxGraph graph, String x, Iterator<Weights> weights) {
        Weights kernels = weights.next();
        FoldedConvolution folded = FoldedConvolution.of(
                kernels.values(),
                weights.next().values(),
                weights.next().values(),
                weights.next().values(),
                weights.next().values(),
                EPSILON);
        String convolved = graph.node(
                "Conv",
                List.of(x, graph.kernel(folded.kernel(), kernels.shape()), graph.floats(folded.bias(), outputs)),
                OnnxGraph.text("auto_pad", "SAME_UPPER"),
                OnnxGraph.integer("group", groups()),
                OnnxGraph.integers("kernel_shape", kernel, kernel),
                OnnxGraph.integers("strides", stride, stride));
        return nonlinearity.export(graph, convolved);
    }
}
