package io.pawstream.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.pawstream.model.ImageSize;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxGraphTest {

    @TempDir
    private Path directory;

    @Test
    void aFileHasTheGraphThatWasWritten() throws IOException {
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        String input = graph.input("images", OnnxGraph.UINT8, -1, 4, 5, 3);
        graph.output(graph.node("Relu", List.of(input)), "probabilities", OnnxGraph.FLOAT, -1);
        Path file = directory.resolve("model.onnx");
        OnnxFile.write(file, graph, Map.of("name", "tiny"));
        assertThat(OnnxFile.read(file)).isEqualTo(graph.build());
        assertThat(OnnxFile.model(graph.build(), Map.of()).getOpsetImport(0).getVersion())
                .isEqualTo(OnnxGraph.OPSET);
    }

    @Test
    void aNegativeSizeIsTheBatchSize() {
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        graph.input("images", OnnxGraph.UINT8, -1, 4, 5, 3);
        var shape = graph.build().getInput(0).getType().getTensorType().getShape();
        assertThat(shape.getDim(0).getDimParam()).isEqualTo("N");
        assertThat(shape.getDim(1).getDimValue()).isEqualTo(4);
    }

    @Test
    void onlyLargeKernelsAreStoredInEightBits() {
        float[] large = new float[OnnxGraph.LARGE_KERNEL_BYTES / Float.BYTES];
        float[] small = new float[large.length - 1];
        assertThat(operators(WeightStorage.INT8, large)).containsExactly("Cast", "Mul");
        assertThat(operators(WeightStorage.INT8, small)).isEmpty();
        assertThat(operators(WeightStorage.FLOAT, large)).isEmpty();
    }

    private static List<String> operators(WeightStorage storage, float[] kernel) {
        OnnxGraph graph = new OnnxGraph("tiny", storage);
        graph.kernel(kernel, 1, kernel.length);
        return graph.build().getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    @Test
    void constantsAreLittleEndian() {
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        graph.words(1);
        graph.integers(-1);
        graph.unsigned(255);
        GraphProto proto = graph.build();
        assertThat(proto.getInitializerList())
                .extracting(TensorProto::getDataType)
                .containsExactly(
                        TensorProto.DataType.INT32.getNumber(),
                        TensorProto.DataType.INT64.getNumber(),
                        TensorProto.DataType.UINT8.getNumber());
        assertThat(proto.getInitializer(0).getRawData().toByteArray()).containsExactly(1, 0, 0, 0);
        assertThat(proto.getInitializer(1).getRawData().size()).isEqualTo(Long.BYTES);
        assertThat(proto.getInitializer(2).getRawData().byteAt(0)).isEqualTo((byte) 255);
    }

    @Test
    void aFileThatIsNotOnnxIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("text.onnx"), "<html>not found</html>");
        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " is not an ONNX file");
    }

    @Test
    void attributesHaveTheirTypes() {
        AttributeProto integer = OnnxGraph.integer("axis", -1);
        assertThat(integer.getName()).isEqualTo("axis");
        assertThat(integer.getType()).isEqualTo(AttributeProto.AttributeType.INT);
        assertThat(integer.getI()).isEqualTo(-1);
        AttributeProto integers = OnnxGraph.integers("pads", 1, 2, 3);
        assertThat(integers.getType()).isEqualTo(AttributeProto.AttributeType.INTS);
        assertThat(integers.getIntsList()).containsExactly(1L, 2L, 3L);
        AttributeProto text = OnnxGraph.text("auto_pad", "SAME_UPPER");
        assertThat(text.getType()).isEqualTo(AttributeProto.AttributeType.STRING);
        assertThat(text.getS().toStringUtf8()).isEqualTo("SAME_UPPER");
        AttributeProto real = OnnxGraph.real("alpha", 0.25f);
        assertThat(real.getType()).isEqualTo(AttributeProto.AttributeType.FLOAT);
        assertThat(real.getF()).isEqualTo(0.25f);
    }

    @Test
    void everyValueHasItsOwnName() {
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        String input = graph.input("images", OnnxGraph.FLOAT, 1);
        assertThat(List.of(
                        input,
                        graph.node("Relu", List.of(input)),
                        graph.node("Relu", List.of(input)),
                        graph.floats(new float[] {1}),
                        graph.floats(new float[] {1})))
                .doesNotHaveDuplicates();
    }

    @Test
    void anOutputHasItsNameWhateverTheValueIsCalled() {
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        String relu = graph.node("Relu", List.of(graph.input("images", OnnxGraph.FLOAT, -1, 4)));
        graph.output(relu, "probability", OnnxGraph.FLOAT, -1);
        GraphProto proto = graph.build();
        NodeProto last = proto.getNode(proto.getNodeCount() - 1);
        assertThat(last.getOpType()).isEqualTo("Identity");
        assertThat(last.getInputList()).containsExactly(relu);
        assertThat(last.getOutputList()).containsExactly("probability");
        assertThat(proto.getOutput(0).getName()).isEqualTo("probability");
        assertThat(proto.getOutput(0).getType().getTensorType().getElemType()).isEqualTo(OnnxGraph.FLOAT);
    }

    @Test
    void theOutputOfAClassifierHasAColumnPerClass() {
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        graph.probabilities(graph.input("values", OnnxGraph.FLOAT, -1, 3), 3);
        assertThat(graph.build().getOutputList())
                .containsExactly(Tensors.value("probabilities", OnnxGraph.FLOAT, -1, 3));
    }

    @Test
    void theProbabilityOfTheSecondClassHasItsComplementBeforeIt() throws Exception {
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        String pixels = graph.input("images", OnnxGraph.UINT8, -1, 1, 1, 3);
        String red = graph.node("Slice", List.of(pixels, graph.integers(0), graph.integers(1), graph.integers(3)));
        String real = graph.node("Cast", List.of(red), OnnxGraph.integer("to", OnnxGraph.FLOAT));
        graph.binaryProbabilities(graph.node("Div", List.of(real, graph.floats(new float[] {256}))));
        assertThat(graph.build().getOutputList())
                .containsExactly(Tensors.value("probabilities", OnnxGraph.FLOAT, -1, 2));
        Path file = directory.resolve("model.onnx");
        OnnxFile.write(file, graph, Map.of());
        ByteBuffer images = ByteBuffer.allocateDirect(6).put(0, (byte) 64).put(3, (byte) 128);
        try (OnnxModel model = OnnxModel.load(file, new ImageSize(1, 1), 2);
                Classifier classifier = model.newClassifier()) {
            assertThat(classifier.probabilities(images, 2)).containsExactly(0.75f, 0.25f, 0.5f, 0.5f);
        }
    }

    @Test
    void constantsKeepTheirShapes() {
        OnnxGraph graph = new OnnxGraph("tiny", WeightStorage.FLOAT);
        graph.floats(new float[] {1});
        graph.floats(new float[6], 1, 2, 3);
        graph.bytes(new byte[4], 2, 2);
        graph.words(1, 2, 3);
        assertThat(graph.build().getInitializerList())
                .extracting(TensorProto::getDimsList)
                .containsExactly(List.of(), List.of(1L, 2L, 3L), List.of(2L, 2L), List.of(3L));
    }

    @Test
    void metadataKeepsItsOrder() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z", "1");
        metadata.put("a", "2");
        assertThat(OnnxFile.model(new OnnxGraph("tiny", WeightStorage.FLOAT).build(), metadata)
                        .getMetadataPropsList())
                .extracting(property -> property.getKey() + "=" + property.getValue())
                .containsExactly("z=1", "a=2");
    }
}
