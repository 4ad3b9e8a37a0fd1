package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.vision.image.ImageSize;
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

    private float[] probabilities(OnnxGraph graph) throws Exception {
        Path file = directory.resolve("model.onnx");
        OnnxFile.write(file, graph, Map.of());
        try (OnnxModel model = OnnxModel.load(file, SIZE);
                Classifier classifier = model.newClassifier()) {
            return classifier.probabilities(noise(), COUNT);
        }
    }

    @Test
    void theEightBitGraphAgreesWithTheFloatGraph() throws Exception {
        OnnxGraph floats = TinyNetwork.graph(SIZE, 4);
        OnnxGraph eightBits = Quantizer.quantize(floats.build(), SIZE, images(), 1);
        float[] exact = probabilities(floats);
        assertThat(exact).doesNotHaveDuplicates();
        assertThat(probabilities(eightBits)).containsExactly(exact, Offset.offset(0.02f));
    }

    @Test
    void convolutionsComputeInEightBitsAndTheLastLayerInFloats() throws Exception {
        OnnxGraph eightBits = Quantizer.quantize(TinyNetwork.graph(SIZE, 4).build(), SIZE, images(), 1);
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
        other.output(other.node("Identity", List.of(input)), "probability", OnnxGraph.FLOAT, -1);
        assertThatThrownBy(() -> Quantizer.quantize(other.build(), SIZE, images(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value images is not used by Transpose alone");
    }
}
