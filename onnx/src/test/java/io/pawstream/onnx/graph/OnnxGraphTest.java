package io.pawstream.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        graph.output(graph.node("Relu", List.of(input)), "probability", OnnxGraph.FLOAT, -1);
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
}
