package io.pawstream.onnx.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.Prediction;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real network: EfficientNet-Lite0 with ImageNet weights, on photos, against Pillow and ONNX Runtime in Python. */
class EfficientNetLiteTest {

    private static final Path DATA = Path.of("../../shared/data");
    private static final Path ONNX = DATA.resolve("foreign/efficientnet-lite0.onnx");

    @TempDir
    private Path directory;

    @BeforeEach
    void requireData() {
        Assumptions.assumeTrue(Files.isRegularFile(ONNX), "no " + ONNX + ", which is not part of the project");
    }

    private ModelDirectory imported(Path onnx) throws Exception {
        ModelImport.Request request = new ModelImport.Request(
                onnx,
                "lite0",
                Hints.NONE,
                DATA.resolve("foreign/imagenet-labels.txt"),
                Preset.IMAGENET,
                "./pawstream import");
        return new ModelImport(request, Clock.systemUTC(), line -> {}).publish(directory.resolve("models"));
    }

    @Test
    void predictionsAreThoseOfPython() throws Exception {
        assertAgrees(imported(ONNX));
    }

    @Test
    void predictionsWithAFixedBatchSizeAreTheSame() throws Exception {
        ModelProto.Builder fixed = read().toBuilder();
        fixed.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(1);
        fixed.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(1);
        ModelDirectory model = imported(ForeignFixture.write(directory.resolve("fixed.onnx"), fixed.build()));
        assertThat(model.card().maxBatch()).isNull();
        assertAgrees(model);
    }

    @Test
    void predictionsWithWeightsInAnotherFileAreTheSame() throws Exception {
        ModelProto.Builder raw = read().toBuilder();
        for (TensorProto.Builder tensor : raw.getGraphBuilder().getInitializerBuilderList()) {
            assertThat(tensor.hasRawData()).isTrue();
        }
        assertAgrees(imported(ForeignFixture.writeWithExternalData(
                directory.resolve("external.onnx"), raw.build(), "external.onnx.data")));
    }

    private static ModelProto read() throws IOException {
        try (InputStream in = Files.newInputStream(ONNX)) {
            return ModelProto.parseFrom(in);
        }
    }

    private static void assertAgrees(ModelDirectory model) throws Exception {
        ModelCard card = model.card();
        JsonNode expected = new ObjectMapper()
                .readTree(
                        DATA.resolve("foreign/efficientnet-lite0-expected.json").toFile())
                .get("top5");
        assertThat(expected.size()).isEqualTo(40);
        ImageDecoder decoder = new ImageDecoder(card.preprocessing(), DecodeLimits.DEFAULT);
        ByteBuffer pixels = ByteBuffer.allocateDirect(card.input().bytes());
        try (ZipFile photos = new ZipFile(DATA.resolve("originals.zip").toFile());
                OnnxModel network = OnnxModel.load(
                        model.onnx(), card.input(), card.classes().size());
                Classifier classifier = network.newClassifier()) {
            for (Map.Entry<String, JsonNode> photo : expected.properties()) {
                byte[] encoded =
                        photos.getInputStream(photos.getEntry(photo.getKey())).readAllBytes();
                assertThat(decoder.decode(encoded, pixels.clear())).isInstanceOf(DecodeResult.Decoded.class);
                float[] row = classifier.probabilities(pixels, 1);
                Prediction prediction = Prediction.of(card.classes(), FloatBuffer.wrap(row), 1);
                assertThat(prediction.label())
                        .as(photo.getKey())
                        .isEqualTo(photo.getValue().get(0).get(0).asText());
                for (JsonNode entry : photo.getValue()) {
                    assertThat((double) row[card.classes().indexOf(entry.get(0).asText())])
                            .as(photo.getKey() + ": " + entry)
                            .isCloseTo(entry.get(1).asDouble(), within(0.01));
                }
            }
        }
    }
}
