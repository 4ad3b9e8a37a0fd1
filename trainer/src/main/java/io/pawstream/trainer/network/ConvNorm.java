package io.pawstream.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A convolution without bias and a batch normalization (Ioffe and Szegedy 2015), which is folded into the convolution
 * in the export. The input is padded by half a kernel: the output has {@code ceil(n / stride)} pixels for n pixels.
 *
 * @param filters output channels
 * @param size side of the square kernel, in pixels; odd
 * @param stride 1 or 2
 * @param groups 1, or the number of output channels, which is that of the input channels then: each channel has its own
 *     kernel
 * @param activation applied to the output
 */
record ConvNorm(int filters, int size, int stride, int groups, Activation activation) implements Operation {

    /** Number of parameters of the block. */
    static final int PARAMETERS = 5;

    private static final float EPSILON = 1e-3f;
    private static final float MOMENTUM = 0.9f;

    public ConvNorm {
        if (size % 2 == 0) {
            throw new IllegalArgumentException("kernel size is " + size + "; it must be odd");
        }
    }

    ConvNorm(int filters, int size, int stride, Activation activation) {
        this(filters, size, stride, 1, activation);
    }

    @Override
    public Block block() {
        long padding = size / 2;
        Conv2d convolution = Conv2d.builder()
                .setKernelShape(new Shape(size, size))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .setFilters(filters)
                .optGroups(groups)
                .optBias(false)
                .build();
        BatchNorm normalization =
                BatchNorm.builder().optEpsilon(EPSILON).optMomentum(MOMENTUM).build();
        return activation.after(new SequentialBlock().add(convolution).add(normalization));
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        FoldedConvolution folded = FoldedConvolution.of(
                weights.get(0).values(),
                weights.get(1).values(),
                weights.get(2).values(),
                weights.get(3).values(),
                weights.get(4).values(),
                EPSILON);
        int padding = size / 2;
        String output = graph.node(
                "Conv",
                List.of(
                        input,
                        graph.kernel(folded.kernel(), weights.get(0).shape()),
                        graph.floats(folded.bias(), filters)),
                OnnxGraph.integer("group", groups),
                OnnxGraph.integers("kernel_shape", size, size),
                OnnxGraph.integers("pads", padding, padding, padding, padding),
                OnnxGraph.integers("strides", stride, stride));
        return activation.export(graph, output);
    }
}
