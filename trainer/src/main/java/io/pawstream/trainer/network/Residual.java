package io.pawstream.trainer.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Optional;

/**
 * Two convolutions of 3x3 whose output is added to a shortcut (He et al. 2016).
 *
 * @param filters output channels
 * @param stride stride of the first convolution: 1 with the input as the shortcut, which must have as many channels; or
 *     2 with a convolution of 1x1 as the shortcut
 */
record Residual(int filters, int stride) implements Operation {

    private ConvNorm first() {
        return new ConvNorm(filters, 3, stride, Activation.RELU);
    }

    private ConvNorm second() {
        return new ConvNorm(filters, 3, 1, Activation.NONE);
    }

    private Optional<ConvNorm> shortcut() {
        return stride == 1 ? Optional.empty() : Optional.of(new ConvNorm(filters, 1, stride, Activation.NONE));
    }

    @Override
    public Block block() {
        Block path = new SequentialBlock().add(first().block()).add(second().block());
        Block sum = new ParallelBlock(
                outputs -> new NDList(
                        outputs.get(0).singletonOrThrow().add(outputs.get(1).singletonOrThrow())),
                List.of(path, shortcut().map(ConvNorm::block).orElseGet(Blocks::identityBlock)));
        return Activation.RELU.after(sum);
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> weights) {
        int count = ConvNorm.PARAMETERS;
        String path = first().export(graph, input, weights.subList(0, count));
        path = second().export(graph, path, weights.subList(count, 2 * count));
        String shortcut = shortcut()
                .map(row -> row.export(graph, input, weights.subList(2 * count, 3 * count)))
                .orElse(input);
        return Activation.RELU.export(graph, graph.node("Add", List.of(path, shortcut)));
    }
}
