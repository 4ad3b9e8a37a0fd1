package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.pawstream.model.ImageSize;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizationPlanTest {

    private final FloatGraph graph =
            new FloatGraph(TinyNetwork.graph(new ImageSize(12, 10), 1).build());

    @Test
    void convolutionsAreQuantizedAfterTheirReluAndTheLastLayerIsNot() {
        QuantizationPlan plan = new QuantizationPlan(graph);
        List<String> quantized = graph.nodes().stream()
                .filter(plan::computesInEightBits)
                .map(NodeProto::getOpType)
                .toList();
        assertThat(quantized).containsExactly("Conv");
        NodeProto convolution = graph.nodes().stream()
                .filter(plan::computesInEightBits)
                .findFirst()
                .orElseThrow();
        assertThat(plan.output(convolution)).startsWith("relu");
        assertThat(plan.isQuantized(plan.output(convolution))).isTrue();
        assertThat(plan.measured()).containsExactly(convolution.getInput(0), plan.output(convolution));
    }

    @Test
    void thePreprocessingIsFound() {
        PixelInput pixels = PixelInput.of(graph);
        assertThat(pixels.planes()).startsWith("transpose");
        assertThat(pixels.scale()).isCloseTo(1 / 127.5f, within(1e-9f));
        assertThat(pixels.offset()).isEqualTo(-1);
        assertThat(pixels.parameters().zeroPoint()).as("127.5, rounded").isBetween(127, 128);
        assertThat(Math.abs(pixels.residual())).isCloseTo(0.5f / 127.5f, within(1e-6f));
    }

    @Test
    void constantsAreReadInEightBitsToo() {
        float[] values = new float[OnnxGraph.FLOAT * 20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 255 - 127) / 127f;
        }
        OnnxGraph stored = new OnnxGraph("stored", WeightStorage.INT8);
        String kernel = stored.kernel(values, 1, values.length);
        FloatGraph read = new FloatGraph(stored.build());
        assertThat(read.isConstant(kernel)).isTrue();
        assertThat(read.shape(kernel)).containsExactly(1, values.length);
        assertThat(read.floats(kernel)).containsExactly(values, within(1e-6f));
        assertThatThrownBy(() -> read.floats("images")).hasMessageContaining("value images is not a constant");
    }

    private final OnnxGraph source = new OnnxGraph("plan", WeightStorage.FLOAT);

    private String convolution(String input) {
        return source.node(
                "Conv", List.of(input, source.floats(new float[] {1}, 1, 1, 1, 1), source.floats(new float[] {0}, 1)));
    }

    private String dense(String input) {
        return source.node(
                "Gemm", List.of(input, source.floats(new float[] {1}, 1, 1), source.floats(new float[] {0}, 1)));
    }

    private QuantizationPlan plan() {
        return new QuantizationPlan(new FloatGraph(source.build()));
    }

    @Test
    void poolingHasTheRangeOfItsInput() {
        String value = source.input("value", OnnxGraph.FLOAT, -1, 1, 8, 8);
        String relu = source.node("Relu", List.of(convolution(value)));
        String pooled = source.node("MaxPool", List.of(relu));
        String flat = source.node("Flatten", List.of(pooled));
        source.node("Relu", List.of(dense(flat)));
        QuantizationPlan plan = plan();
        assertThat(plan.source(flat)).isEqualTo(relu);
        assertThat(plan.source(relu)).isEqualTo(relu);
        assertThat(plan.isQuantized(flat)).isTrue();
        assertThat(plan.measured()).contains(value, relu).doesNotContain(pooled, flat);
    }

    @Test
    void sumsOfTwoValuesAreQuantizedAndBiasesAreNot() {
        String value = source.input("value", OnnxGraph.FLOAT, -1, 1, 8, 8);
        String path = convolution(value);
        String sum = source.node("Add", List.of(path, value));
        String biased = source.node("Add", List.of(sum, source.floats(new float[] {1}, 1)));
        QuantizationPlan plan = plan();
        assertThat(plan.isQuantized(sum)).isTrue();
        assertThat(plan.isQuantized(biased)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sigmoid", "Softmax"})
    void onlyTheLastDenseLayerStaysInFloats(String activation) {
        String value = source.input("value", OnnxGraph.FLOAT, -1, 1);
        String hidden = dense(value);
        String last = dense(source.node("Relu", List.of(hidden)));
        source.node(activation, List.of(last));
        FloatGraph floats = new FloatGraph(source.build());
        QuantizationPlan plan = new QuantizationPlan(floats);
        assertThat(floats.nodes().stream().filter(plan::computesInEightBits))
                .extracting(node -> node.getOutput(0))
                .containsExactly(hidden);
        assertThat(plan.isQuantized(last)).isFalse();
    }

    @Test
    void aValueThatIsUsedTwiceKeepsItsOwnOutput() {
        String value = source.input("value", OnnxGraph.FLOAT, -1, 1, 8, 8);
        String path = convolution(value);
        source.node("Relu", List.of(path));
        source.node("Sigmoid", List.of(path));
        FloatGraph floats = new FloatGraph(source.build());
        QuantizationPlan plan = new QuantizationPlan(floats);
        assertThat(plan.output(floats.nodes().get(0))).as("not the ReLU").isEqualTo(path);
    }
}
