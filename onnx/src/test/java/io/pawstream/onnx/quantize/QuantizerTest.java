package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.pawstream.model.ImageSize;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizerTest {

    private static final ImageSize SIZE = new ImageSize(21, 17);
    private static final int COUNT = 12;

    @TempDir
    private Path directory;

    private static ByteBuffer noise() {
        byte[] bytes = new byte[COUNT * SIZE.bytes()];
        new Random(3).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static List<ByteBuffer> images() {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> noise().slice(i * SIZE.bytes(), SIZE.bytes()))
                .toList();
    }

    private float[] probabilities(OnnxGraph graph, int classes) throws Exception {
        Path file = directory.resolve("model.onnx");
        OnnxFile.write(file, graph, Map.of());
        try (OnnxModel model = OnnxModel.load(file, SIZE, classes);
                Classifier classifier = model.newClassifier()) {
            return classifier.probabilities(noise(), COUNT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 1_000})
    void theEightBitGraphAgreesWithTheFloatGraph(int classes) throws Exception {
        OnnxGraph floats = TinyNetwork.graph(SIZE, 4, classes);
        OnnxGraph eightBits = Quantizer.quantize(floats.build(), SIZE, images(), 1);
        float[] exact = probabilities(floats, classes);
        assertThat(exact).hasSize(COUNT * classes);
        assertThat(exact[0]).isNotEqualTo(exact[classes]);
        assertThat(probabilities(eightBits, classes)).containsExactly(exact, Offset.offset(0.02f));
        assertThat(eightBits.build().getOutputList())
                .as("name, type and shape")
                .isEqualTo(floats.build().getOutputList());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 1_000})
    void convolutionsComputeInEightBitsAndTheLastLayerInFloats(int classes) throws Exception {
        OnnxGraph eightBits =
                Quantizer.quantize(TinyNetwork.graph(SIZE, 4, classes).build(), SIZE, images(), 1);
        assertThat(inputs(eightBits, "Conv")).hasSize(3).allMatch(input -> input.startsWith("dequantizelinear"));
        assertThat(inputs(eightBits, "Gemm")).hasSize(3).noneMatch(input -> input.startsWith("dequantizelinear"));
    }

    private static List<String> inputs(OnnxGraph graph, String operator) {
        return graph.build().getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .map(NodeProto::getInputList)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void aGraphFromElsewhereIsRejected() {
        OnnxGraph other = new OnnxGraph("other", WeightStorage.FLOAT);
        String input = other.input("images", OnnxGraph.UINT8, -1, 17, 21, 3);
        other.output(other.node("Identity", List.of(input)), "probabilities", OnnxGraph.FLOAT, -1, 2);
        assertThatThrownBy(() -> Quantizer.quantize(other.build(), SIZE, images(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value images is not used by Transpose alone");
    }

    /** A graph with a shortcut, pooling, a hidden dense layer and the last one. */
    private static OnnxGraph deep(long seed) {
        Random random = new Random(seed);
        OnnxGraph graph = new OnnxGraph("deep", WeightStorage.INT8);
        String value = graph.input("images", OnnxGraph.UINT8, -1, SIZE.height(), SIZE.width(), 3);
        value = graph.node("Transpose", List.of(value), OnnxGraph.integers("perm", 0, 3, 1, 2));
        value = graph.node("Cast", List.of(value), OnnxGraph.integer("to", OnnxGraph.FLOAT));
        value = graph.node("Mul", List.of(value, graph.floats(new float[] {1 / 255f})));
        String first = graph.node("Relu", List.of(convolution(graph, value, random, 4, 3)));
        String second = graph.node("Relu", List.of(convolution(graph, first, random, 4, 4)));
        value = graph.node("Relu", List.of(graph.node("Add", List.of(first, second))));
        value = graph.node(
                "MaxPool",
                List.of(value),
                OnnxGraph.integers("kernel_shape", 2, 2),
                OnnxGraph.integers("strides", 2, 2));
        value = graph.node("Flatten", List.of(value), OnnxGraph.integer("axis", 1));
        int features = 4 * (SIZE.height() / 2) * (SIZE.width() / 2);
        value = graph.node("Relu", List.of(dense(graph, value, random, 8, features)));
        value = graph.node("Sigmoid", List.of(dense(graph, value, random, 1, 8)));
        graph.binaryProbabilities(value);
        return graph;
    }

    private static String convolution(OnnxGraph graph, String input, Random random, int outputs, int inputs) {
        return graph.node(
                "Conv",
                List.of(
                        input,
                        graph.kernel(gaussians(random, outputs * inputs * 9, 0.3), outputs, inputs, 3, 3),
                        graph.floats(gaussians(random, outputs, 0.1), outputs)),
                OnnxGraph.integers("kernel_shape", 3, 3),
                OnnxGraph.integers("pads", 1, 1, 1, 1));
    }

    private static String dense(OnnxGraph graph, String input, Random random, int outputs, int inputs) {
        return graph.node(
                "Gemm",
                List.of(
                        input,
                        graph.kernel(gaussians(random, outputs * inputs, 1 / Math.sqrt(inputs)), outputs, inputs),
                        graph.floats(gaussians(random, outputs, 0.1), outputs)),
                OnnxGraph.integer("transB", 1));
    }

    private static float[] gaussians(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    @Test
    void shortcutsPoolingAndHiddenLayersAgreeToo() throws Exception {
        OnnxGraph floats = deep(6);
        OnnxGraph eightBits = Quantizer.quantize(floats.build(), SIZE, images(), 1);
        assertThat(probabilities(eightBits, 2)).containsExactly(probabilities(floats, 2), Offset.offset(0.03f));
        assertThat(inputs(eightBits, "Add")).hasSize(2).allMatch(input -> input.startsWith("dequantizelinear"));
        assertThat(inputs(eightBits, "Gemm").subList(0, 3))
                .as("the hidden layer")
                .allMatch(input -> input.startsWith("dequantizelinear"));
        assertThat(inputs(eightBits, "Gemm").subList(4, 6))
                .as("kernel and bias of the last layer")
                .noneMatch(input -> input.startsWith("dequantizelinear"));
    }
}
