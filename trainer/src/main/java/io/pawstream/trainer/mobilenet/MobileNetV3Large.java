package io.pawstream.trainer.mobilenet;

import static io.pawstream.trainer.mobilenet.Nonlinearity.RELU;

import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.trainer.network.PretrainedBase;
import io.pawstream.trainer.network.TunableBlock;
import io.pawstream.trainer.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * MobileNetV3Large without its top (Howard et al. 2019, table 1, in the form of Keras): from pixels 0 to 255 in (N, 3,
 * height, width) to features in (N, 960, ceil(height / 32), ceil(width / 32)).
 */
public final class MobileNetV3Large implements PretrainedBase {

    /** Number of output channels. */
    static final int FEATURES = 960;

    /** Number of parts with weights. */
    public static final int LARGEST_TOP = 17;

    private final List<Part> parts;
    private final List<Weights> weights;

    /**
     * Creates a network with weights.
     *
     * @param variant variant of the network
     * @param weights all weights in the order of the file, of the shapes of {@link #shapes}
     * @throws IllegalArgumentException if number or shapes of the weights differ
     */
    public MobileNetV3Large(Variant variant, List<Weights> weights) {
        this(parts(variant), List.copyOf(weights));
        List<long[]> shapes = shapes(variant);
        for (int i = 0; i < Math.max(shapes.size(), weights.size()); i++) {
            if (i >= shapes.size()
                    || i >= weights.size()
                    || !Arrays.equals(shapes.get(i), weights.get(i).shape())) {
                throw new IllegalArgumentException("weight " + i + " of " + weights.size()
                        + " does not match MobileNetV3Large, " + variant + ", which has " + shapes.size()
                        + " weights");
            }
        }
    }

    private MobileNetV3Large(List<Part> parts, List<Weights> weights) {
        this.parts = parts;
        this.weights = weights;
    }

    /**
     * Returns all parts but the last ones: from pixels to the input of {@link #top}.
     *
     * @param topParts number of parts to leave out, 1 to {@link #LARGEST_TOP}
     * @return the first parts
     * @throws IllegalArgumentException if the number is outside its range
     */
    public MobileNetV3Large bottom(int topParts) {
        return range(0, requireParts(topParts));
    }

    /**
     * Returns the last parts, which are near the features.
     *
     * @param topParts number of parts, 1 to {@link #LARGEST_TOP}; each convolution and each inverted residual block is
     *     one part
     * @return the last parts
     * @throws IllegalArgumentException if the number is outside its range
     */
    public MobileNetV3Large top(int topParts) {
        return range(requireParts(topParts), parts.size());
    }

    private int requireParts(int topParts) {
        if (topParts < 1 || topParts > LARGEST_TOP) {
            throw new IllegalArgumentException(
                    "number of top parts is " + topParts + "; it must be 1 to " + LARGEST_TOP);
        }
        return parts.size() - topParts;
    }

    private MobileNetV3Large range(int from, int to) {
        int first = count(parts.subList(0, from));
        return new MobileNetV3Large(
                parts.subList(from, to), weights.subList(first, first + count(parts.subList(from, to))));
    }

    private static int count(List<Part> parts) {
        return parts.stream().mapToInt(part -> part.shapes().size()).sum();
    }

    /**
     * {@return the shapes of all weights of a variant; kernels are (outputs, inputs, height, width), with one input if
     * depthwise}
     */
    static List<long[]> shapes(Variant variant) {
        return parts(variant).stream().flatMap(part -> part.shapes().stream()).toList();
    }

    private static List<Part> parts(Variant variant) {
        int k = variant.largeKernel();
        boolean se = variant.squeezes();
        Nonlinearity hs = variant.nonlinearity();
        List<Part> parts = new ArrayList<>();
        parts.add(new Scaling());
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
    public TunableBlock block() {
        return new PartsBlock(parts, weights);
    }

    @Override
    public String export(OnnxGraph graph, String input, List<Weights> current) {
        String value = input;
        Iterator<Weights> next = current.iterator();
        for (Part part : parts) {
            value = part.export(graph, value, next);
        }
        return value;
    }
}
