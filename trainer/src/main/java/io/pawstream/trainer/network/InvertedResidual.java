package io.pawstream.trainer.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * A convolution of 1x1 to more channels, one of 3x3 that filters each channel, and one of 1x1 to fewer channels, without
 * an activation (Sandler et al. 2018, "MobileNetV2"). It needs fewer multiplications than {@link Residual}. The fused
 * form has one convolution of 3x3 in place of the first two (Tan and Le 2021, "EfficientNetV2"), which is faster for few
 * channels.
 *
 * @param expanded number of channels between the first and the last convolution
 * @param filters output channels
 * @param stride 1 or 2
 * @param fused whether the first two convolutions are one
 * @param adds whether the input, which has the shape of the output, is added to the output
 */
record InvertedResidual(int expanded, int filters, int stride, boolean fused, boolean adds) implements Operation {

    InvertedResidual {
        if (adds && stride != 1) {
            throw new IllegalArgumentException("stride is " + stride + "; it must be 1 where the input is added");
        }
    }

    private List<ConvNorm> convolutions() {
        ConvNorm last = new ConvNorm(filters, 1, 1, Activation.NONE);
        return fused
                ? List.of(new ConvNorm(expanded, 3, stride, Activation.RELU), last)
                : List.of(
                        new ConvNorm(expanded, 1, 1, Activation.RELU),
                        new ConvNorm(expanded, 3, stride, expanded, Activation.RELU),
                        last);
    }

    @Override
    public Block block() {
        SequentialBlock path = new SequentialBlock();
        convolutions().forEach(convolution -> path.add(convolution.block()));
        return adds
                ? new ParallelBlock(
                        outputs -> new NDList(outputs.get(0)
                                .singletonOrThrow()
                                .add(outputs.get(1).singletonOrThrow())),
                        List.of(path, Blocks.identityBlock()))
                : path;
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        String value = input;
        int first = 0;
        for (ConvNorm convolution : convolutions()) {
            value = convolution.export(graph, value, weights.subList(first, first + ConvNorm.PARAMETERS));
            first += ConvNorm.PARAMETERS;
        }
        return adds ? graph.node("Add", List.of(value, input)) : value;
    }
}
