package io.pawstream.trainer.mobilenet;

import static io.pawstream.trainer.mobilenet.Nonlinearity.RELU;

import ai.djl.nn.Block;
import io.pawstream.trainer.network.PretrainedBase;
import io.pawstream.trainer.network.Weights;
import io.pawstream.trainer.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * MobileNetV3Large without its top (Howard et al. 2019, table 1, in the form of Keras' applications): pixels 0 to 255 in
 * (N, 3, height, width) to features (N, 960, ceil(height / 32), ceil(width / 32)).
 */
public final class MobileNetV3Large implements PretrainedBase {

    /** Channels that come out. */
    static final int FEATURES = 960;

    private final List<Part> parts;
    private final List<Weights> weights;

    /**
     * A network of given weights.
     *
     * @param weights all weights in the order of the file, of the shapes that {@link #shapes} gives
     * @throws IllegalArgumentException if there are others
     */
    public MobileNetV3Large(Variant variant, List<Weights> weights) {
        this.parts = parts(variant);
        this.weights = List.copyOf(weights);
        List<long[]> shapes = shapes(variant);
        for (int i = 0; i < Math.max(shapes.size(), weights.size()); i++) {
            if (i >= shapes.size()
                    || i >= weights.size()
                    || !Arrays.equals(shapes.get(i), weights.get(i).shape())) {
                throw new IllegalArgumentException("weight " + i + " of " + weights.size()
                        + " does not fit MobileNetV3Large, " + variant + ", which has " + shapes.size());
            }
        }
    }

    /** Shapes of all weights of a variant; kernels are (outputs, inputs, height, width), with one input if depthwise. */
    static List<long[]> shapes(Variant variant) {
        return parts(variant).stream().flatMap(part -> part.shapes().stream()).toList();
    }

    private static List<Part> parts(Variant variant) {
        int k = variant.largeKernel();
        boolean se = variant.squeezes();
        Nonlinearity hs = variant.nonlinearity();
        List<Part> parts = new ArrayList<>();
        parts.add(new ConvNorm(3, 3, 16, 2, false, hs));
        // spotless:off
        // inputs, kernel, expanded, outputs, squeezes, nonlinearity, stride
        parts.add(new Bottleneck(16, 3, 16, 16, false, RELU, 1));
        parts.add(new Bottleneck(16, 3, 64, 24, false, RELU, 2));
        parts.add(new Bottleneck(24, 3, 72, 24, false, RELU, 1));
        parts.add(new Bottleneck(24, k, 72, 40, se, RELU, 2));
        parts.add(new Bottleneck(40, k, 120, 40, se, RELU, 1));
        parts.add(new Bottleneck(40, k, 120, 40, se, RELU, 1));
        parts.add(new Bottleneck(40, 3, 240, 80, false, hs, 2));
        parts.add(new Bottleneck(80, 3, 200, 80, false, hs, 1));
        parts.add(new Bottleneck(80, 3, 184, 80, false, hs, 1));
        parts.add(new Bottleneck(80, 3, 184, 80, false, hs, 1));
        parts.add(new Bottleneck(80, 3, 480, 112, se, hs, 1));
        parts.add(new Bottleneck(112, 3, 672, 112, se, hs, 1));
        parts.add(new Bottleneck(112, k, 672, 160, se, hs, 2));
        parts.add(new Bottleneck(160, k, 960, 160, se, hs, 1));
        parts.add(new Bottleneck(160, k, 960, 160, se, hs, 1));
        // spotless:on
        parts.add(new ConvNorm(1, 160, FEATURES, 1, false, hs));
        return parts;
    }

    @Override
    public Block block() {
        return new FrozenBlock(parts, weights);
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> current) {
        String scaled = graph.node("Mul", List.of(input, graph.floats(new float[] {FrozenBlock.SCALE})));
        String value = graph.node("Add", List.of(scaled, graph.floats(new float[] {FrozenBlock.OFFSET})));
        Iterator<Weights> next = current.iterator();
        for (Part part : parts) {
            value = part.export(graph, value, next);
        }
        return value;
    }
}
