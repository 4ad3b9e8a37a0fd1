package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.vision.image.ImageSize;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
