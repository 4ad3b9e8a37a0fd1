package io.pawstream.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.graph.EightBitKernel;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Static post-training quantization (Jacob et al. 2018; Krishnamoorthi 2018) in the QDQ form of ONNX: operators are
 * placed between QuantizeLinear and DequantizeLinear, which a runtime fuses. Kernels have a scale per output channel
 * and 7 bits, because the sum of two products of 8-bit numbers overflows the 16 bits in which processors without VNNI
 * add.
 */
public final class Quantizer {

    private static final int LARGEST_WEIGHT = 63;

    private final FloatGraph graph;
    private final PixelInput pixels;
    private final QuantizationPlan plan;
    private final Map<String, QuantizationParameters> ranges;
    private final OnnxGraph target;
    /** Names of float values in the target graph, by their names in the source graph. */
    private final Map<String, String> values = new HashMap<>();

    private Quantizer(
            FloatGraph graph, PixelInput pixels, QuantizationPlan plan, Map<String, QuantizationParameters> ranges) {
        this.graph = graph;
        this.pixels = pixels;
        this.plan = plan;
        this.ranges = ranges;
        this.target = new OnnxGraph(graph.proto().getName(), WeightStorage.FLOAT);
    }

    /**
     * Quantizes a graph that Pawstream exported.
     *
     * @param floats the graph, which computes in floats
     * @param size size of its images
     * @param images calibration images: uint8 RGB pixels, {@code size.bytes()} each
     * @param threads number of calibration threads, at least 1
     * @return the graph that computes in 8 bits
     * @throws ModelException if the graph does not run
     * @throws IllegalArgumentException if the graph has another structure than exported ones
     */
    public static OnnxGraph quantize(GraphProto floats, ImageSize size, List<ByteBuffer> images, int threads)
            throws ModelException {
        FloatGraph graph = new FloatGraph(floats);
        PixelInput pixels = PixelInput.of(graph);
        QuantizationPlan plan = new QuantizationPlan(graph);
        Set<String> measured = plan.measured();
        measured.remove(pixels.value());
        Map<String, QuantizationParameters> ranges = new Calibration(size, images, threads).ranges(floats, measured);
        ranges.put(pixels.value(), pixels.parameters());
        return new Quantizer(graph, pixels, plan, ranges).write();
    }

    private OnnxGraph write() {
        ValueInfoProto input = graph.proto().getInput(0);
        values.put(input.getName(), target.input(input.getName(), OnnxGraph.UINT8, shape(input)));
        for (NodeProto node : graph.nodes()) {
            if (!pixels.operators().contains(node.getOutput(0))) {
                add(node);
            }
        }
        ValueInfoProto output = graph.proto().getOutput(0);
        target.output(value(output.getName()), output.getName(), OnnxGraph.FLOAT, shape(output));
        return target;
    }

    private static long[] shape(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList().stream()
                .mapToLong(size -> size.hasDimValue() ? size.getDimValue() : -1)
                .toArray();
    }

    private void add(NodeProto node) {
        String output = node.getOutput(0);
        if (output.equals(pixels.planes())) {
            values.put(pixels.value(), real(copy(node), range(pixels.value())));
        } else if (plan.computesInEightBits(node)) {
            String last = plan.output(node);
            values.put(last, eightBits(last, node.getOpType().equals("Add") ? copy(node) : weighted(node)));
        } else if (node.getOpType().equals("Identity")) {
            values.put(output, value(node.getInput(0)));
        } else if (!values.containsKey(output)) {
            values.put(output, plan.isQuantized(output) ? eightBits(output, copy(node)) : copy(node));
        }
    }

    private String value(String name) {
        return require(values.get(name), name);
    }

    private QuantizationParameters range(String name) {
        return require(ranges.get(name), name);
    }

    private static <T> T require(@Nullable T found, String name) {
        if (found == null) {
            throw new IllegalArgumentException("value " + name
                    + " is used before it is computed; only graphs exported by Pawstream can be quantized");
        }
        return found;
    }

    /** Copies an operator. */
    private String copy(NodeProto node) {
        return node(node, node.getInputList().stream().map(this::input).toList());
    }

    private String node(NodeProto node, List<String> inputs) {
        return target.node(node.getOpType(), inputs, node.getAttributeList().toArray(AttributeProto[]::new));
    }

    private String input(String name) {
        if (!graph.isConstant(name)) {
            return value(name);
        }
        return graph.isShape(name)
                ? target.integers(graph.integers(name))
                : target.floats(graph.floats(name), graph.shape(name));
    }

    /** Adds a convolution or a dense layer with its kernel in 7 bits and its bias in 32 bits. */
    private String weighted(NodeProto node) {
        String value = node.getInput(0);
        float scale = range(plan.source(value)).scale();
        float offset = value.equals(pixels.value()) ? pixels.residual() : 0;
        float[] bias = graph.floats(node.getInput(2));
        EightBitKernel kernel = EightBitKernel.of(graph.floats(node.getInput(1)), bias.length, LARGEST_WEIGHT);
        int row = kernel.integers().length / bias.length;
        int[] biases = new int[bias.length];
        float[] biasScales = new float[bias.length];
        for (int output = 0; output < bias.length; output++) {
            int sum = 0;
            for (int i = output * row; i < (output + 1) * row; i++) {
                sum += kernel.integers()[i];
            }
            biasScales[output] = scale * kernel.scales()[output];
            biases[output] = Math.round((bias[output] + offset * sum * kernel.scales()[output]) / biasScales[output]);
        }
        String weights = target.node(
                "DequantizeLinear",
                List.of(
                        target.bytes(kernel.integers(), graph.shape(node.getInput(1))),
                        scales(kernel.scales()),
                        target.bytes(new byte[bias.length], bias.length)),
                OnnxGraph.integer("axis", 0));
        String constants = target.node(
                "DequantizeLinear",
                List.of(target.words(biases), scales(biasScales), target.words(new int[bias.length])),
                OnnxGraph.integer("axis", 0));
        return node(node, List.of(value(value), weights, constants));
    }

    private String scales(float[] scales) {
        return target.floats(scales, scales.length);
    }

    /** Quantizes and dequantizes a value. */
    private String eightBits(String name, String value) {
        QuantizationParameters range = range(plan.source(name));
        String integers =
                target.node("QuantizeLinear", List.of(value, scale(range), target.unsigned(range.zeroPoint())));
        return real(integers, range);
    }

    private String real(String integers, QuantizationParameters range) {
        return target.node("DequantizeLinear", List.of(integers, scale(range), target.unsigned(range.zeroPoint())));
    }

    private String scale(QuantizationParameters range) {
        return target.floats(new float[] {range.scale()});
    }
}
