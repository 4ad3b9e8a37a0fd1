package io.pawstream.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.graph.EightBitKernel;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Static quantization after training (Jacob et al. 2018; Krishnamoorthi 2018), in ONNX' QDQ form: what computes in 8 bits stands
 * between QuantizeLinear and DequantizeLinear, which a runtime merges. Kernels have a scale per output channel and 7 bits: the
 * product of two 8-bit numbers, added to another one, does not fit the 16 bits in which processors without VNNI add.
 */
public final class Quantizer {

    private static final int LARGEST_WEIGHT = 63;

    private final FloatGraph graph;
    private final PixelInput pixels;
    private final QuantizationPlan plan;
    private final Map<String, Affine> ranges;
    private final OnnxGraph target;
    /** From values of the graph to the same of the target, as floats. */
    private final Map<String, String> values = new HashMap<>();

    private Quantizer(FloatGraph graph, PixelInput pixels, QuantizationPlan plan, Map<String, Affine> ranges) {
        this.graph = graph;
        this.pixels = pixels;
        this.plan = plan;
        this.ranges = ranges;
        this.target = new OnnxGraph(graph.proto().getName(), WeightStorage.FLOAT);
    }

    /**
     * Quantizes a graph of our exporter.
     *
     * @param images what it is calibrated with: uint8 RGB pixels, {@code size.bytes()} each
     * @param threads number of threads that calibrate
     * @throws ModelException if the graph does not run
     */
    public static OnnxGraph quantize(GraphProto floats, ImageSize size, List<ByteBuffer> images, int threads)
            throws ModelException {
        FloatGraph graph = new FloatGraph(floats);
        PixelInput pixels = PixelInput.of(graph);
        QuantizationPlan plan = new QuantizationPlan(graph);
        Set<String> measured = plan.measured();
        measured.remove(pixels.value());
        Map<String, Affine> ranges = new Calibration(size, images, threads).ranges(floats, measured);
        ranges.put(pixels.value(), pixels.affine());
        return new Quantizer(graph, pixels, plan, ranges).write();
    }

    private OnnxGraph write() {
        ValueInfoProto input = graph.proto().getInput(0);
        long[] shape = input.getType().getTensorType().getShape().getDimList().stream()
                .mapToLong(size -> size.hasDimValue() ? size.getDimValue() : -1)
                .toArray();
        values.put(input.getName(), target.input(input.getName(), OnnxGraph.UINT8, shape));
        String output = graph.proto().getOutput(0).getName();
        for (NodeProto node : graph.nodes()) {
            if (node.getOutput(0).equals(output)) {
                target.output(values.get(node.getInput(0)), output, OnnxGraph.FLOAT, -1);
            } else if (!pixels.operators().contains(node.getOutput(0))) {
                add(node);
            }
        }
        return target;
    }

    private void add(NodeProto node) {
        String output = node.getOutput(0);
        if (output.equals(pixels.planes())) {
            values.put(pixels.value(), real(copy(node), ranges.get(pixels.value())));
        } else if (plan.computesInEightBits(node)) {
            String last = plan.output(node);
            values.put(last, eightBits(last, node.getOpType().equals("Add") ? copy(node) : weighted(node)));
        } else if (!values.containsKey(output)) {
            values.put(output, plan.isQuantized(output) ? eightBits(output, copy(node)) : copy(node));
        }
    }

    /** The operator as it is. */
    private String copy(NodeProto node) {
        return node(node, node.getInputList().stream().map(this::input).toList());
    }

    private String node(NodeProto node, List<String> inputs) {
        return target.node(node.getOpType(), inputs, node.getAttributeList().toArray(AttributeProto[]::new));
    }

    private String input(String name) {
        if (!graph.isConstant(name)) {
            return values.get(name);
        }
        return graph.isShape(name)
                ? target.integers(graph.integers(name))
                : target.floats(graph.floats(name), graph.shape(name));
    }

    /** A convolution or a dense layer, its kernel in 7 bits and its bias in 32. */
    private String weighted(NodeProto node) {
        String value = node.getInput(0);
        float scale = ranges.get(plan.source(value)).scale();
        float offset = value.equals(pixels.value()) ? pixels.rest() : 0;
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
        return node(node, List.of(values.get(value), weights, constants));
    }

    private String scales(float[] scales) {
        return target.floats(scales, scales.length);
    }

    /** A value on its way through 8 bits. */
    private String eightBits(String name, String value) {
        Affine affine = ranges.get(plan.source(name));
        String integers = target.node("QuantizeLinear", List.of(value, scale(affine), target.unsigned(affine.zero())));
        return real(integers, affine);
    }

    private String real(String integers, Affine affine) {
        return target.node("DequantizeLinear", List.of(integers, scale(affine), target.unsigned(affine.zero())));
    }

    private String scale(Affine affine) {
        return target.floats(new float[] {affine.scale()});
    }
}
