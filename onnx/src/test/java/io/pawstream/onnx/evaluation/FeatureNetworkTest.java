package io.pawstream.onnx.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureNetworkTest {

    private static final ImageSize SIZE = new ImageSize(20, 16);
    private static final int COUNT = 3;

    @TempDir
    private Path directory;

    private Path write(OnnxGraph graph) throws IOException {
        Path onnx = directory.resolve("model.onnx");
        OnnxFile.write(onnx, graph, Map.of());
        return onnx;
    }

    private static ByteBuffer noise() {
        byte[] bytes = new byte[COUNT * SIZE.bytes()];
        new Random(3).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Test
    void theLastLayerMapsTheFeaturesToTheProbabilities() throws Exception {
        OnnxGraph graph = TinyNetwork.graph(SIZE, 5);
        Path onnx = write(graph);
        float[] kernel = new float[8];
        GraphProto proto = graph.build();
        proto.getInitializerList().stream()
                .filter(tensor -> tensor.getDimsList().equals(List.of(1L, 8L)))
                .findFirst()
                .orElseThrow()
                .getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(kernel);
        try (FeatureNetwork network = FeatureNetwork.load(onnx, SIZE, 2);
                OnnxModel model = OnnxModel.load(onnx, SIZE, 2);
                Classifier classifier = model.newClassifier()) {
            assertThat(network.features()).isEqualTo(8);
            FeatureNetwork.Output output = network.run(noise(), COUNT);
            assertThat(output.probabilities()).containsExactly(classifier.probabilities(noise(), COUNT));
            assertThat(output.features()).hasSize(COUNT * 8);
            for (int image = 0; image < COUNT; image++) {
                double logit = 0;
                for (int i = 0; i < 8; i++) {
                    logit += output.features()[image * 8 + i] * kernel[i];
                }
                assertThat((double) output.probabilities()[image * 2 + 1])
                        .isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-5));
            }
        }
    }

    @Test
    void otherClassesAndOtherFilesAreRejected() throws Exception {
        Path onnx = write(TinyNetwork.graph(SIZE, 5, 3));
        assertThatThrownBy(() -> FeatureNetwork.load(onnx, SIZE, 2))
                .isInstanceOf(ModelException.class)
                .hasMessage(onnx + " has 3 classes; 2 are required");
        Files.writeString(onnx, "no network");
        assertThatThrownBy(() -> FeatureNetwork.load(onnx, SIZE, 2))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot load " + onnx + " as an ONNX model");
    }

    @Test
    void imagesOfAnotherSizeAreRejected() throws Exception {
        Path onnx = write(TinyNetwork.graph(new ImageSize(24, 16), 5));
        assertThatThrownBy(() -> FeatureNetwork.load(onnx, SIZE, 2))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("inference of " + onnx + " failed");
    }
}
