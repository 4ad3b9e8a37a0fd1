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
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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
        return new ModelImport(request, Clock.systemUTC(), line -> {}, warning -> {})
                .publish(directory.resolve("models"));
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

    /** ImageNet has no class for cats or dogs: 281 to 285 are domestic cats, 151 to 268 are breeds of dogs. */
    @Test
    void catsAndDogsAreToldApartAsInPython() throws Exception {
        int[] correct = new int[1];
        forEachPhoto(imported(ONNX), photos -> photos.stream().map(ZipEntry::getName), (photo, row) -> {
            double cats = sum(row, 281, 285);
            double dogs = sum(row, 151, 268);
            correct[0] += (cats > dogs) == photo.contains("/Cat/") ? 1 : 0;
        });
        assertThat(correct[0]).as("371 of 400 by Pillow").isBetween(369, 373);
    }

    private static double sum(float[] row, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToDouble(i -> row[i]).sum();
    }

    private static void assertAgrees(ModelDirectory model) throws Exception {
        JsonNode expected = new ObjectMapper()
                .readTree(
                        DATA.resolve("foreign/efficientnet-lite0-expected.json").toFile())
                .get("top5");
        assertThat(expected.size()).isEqualTo(40);
        List<String> classes = model.card().classes();
        forEachPhoto(model, photos -> expected.properties().stream().map(Map.Entry::getKey), (photo, row) -> {
            JsonNode top = expected.get(photo);
            Prediction prediction = Prediction.of(classes, FloatBuffer.wrap(row), 1);
            assertThat(prediction.label()).as(photo).isEqualTo(top.get(0).get(0).asText());
            for (JsonNode entry : top) {
                assertThat((double) row[classes.indexOf(entry.get(0).asText())])
                        .as(photo + ": " + entry)
                        .isCloseTo(entry.get(1).asDouble(), within(0.01));
            }
        });
    }

    /** Passes the name of each photo and the probabilities of its classes. */
    private static void forEachPhoto(
            ModelDirectory model, Function<ZipFile, Stream<String>> names, BiConsumer<String, float[]> use)
            throws Exception {
        ModelCard card = model.card();
        ImageDecoder decoder = new ImageDecoder(card.preprocessing(), DecodeLimits.DEFAULT);
        ByteBuffer pixels = ByteBuffer.allocateDirect(card.input().bytes());
        try (ZipFile photos = new ZipFile(DATA.resolve("originals.zip").toFile());
                OnnxModel network = OnnxModel.load(
                        model.onnx(), card.input(), card.classes().size());
                Classifier classifier = network.newClassifier()) {
            for (String photo : names.apply(photos).toList()) {
                byte[] encoded = photos.getInputStream(photos.getEntry(photo)).readAllBytes();
                assertThat(decoder.decode(encoded, pixels.clear())).isInstanceOf(DecodeResult.Decoded.class);
                use.accept(photo, classifier.probabilities(pixels, 1));
            }
        }
    }
}
