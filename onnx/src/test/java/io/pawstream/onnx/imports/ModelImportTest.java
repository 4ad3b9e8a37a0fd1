package io.pawstream.onnx.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Resize;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.imports.ForeignFixture.Head;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelImportTest {

    private static final double[] MEAN = {0.4, 0.5, 0.6};
    private static final double[] STD = {0.2, 0.25, 0.3};

    @TempDir
    private Path directory;

    private final List<String> log = new ArrayList<>();

    private ModelDirectory imported(Path onnx, Hints flags, int classes) throws Exception {
        return imports().of(onnx, flags, classes);
    }

    private ForeignImport imports() {
        return new ForeignImport(directory, log::add);
    }

    private static float[] twoClasses(float[] second) {
        return new float[] {1 - second[0], second[0]};
    }

    /** Compares an imported model, in batches as large as possible, with the foreign network. */
    private static void assertAgrees(ModelDirectory model, float[][] outputs, UnaryOperator<float[]> probabilities)
            throws Exception {
        int classes = model.card().classes().size();
        boolean single = model.card().maxBatch() != null;
        try (OnnxModel network = OnnxModel.load(model.onnx(), model.card().input(), classes);
                Classifier classifier = network.newClassifier()) {
            int count = single ? 1 : ForeignReference.IMAGES;
            float[] rows = classifier.probabilities(ForeignReference.images(), count);
            for (int i = 0; i < count * classes; i++) {
                float expected = probabilities.apply(outputs[i / classes])[i % classes];
                assertThat(rows[i]).as("probability %d", i).isCloseTo(expected, within(1e-3f));
            }
        }
        assertThat(probabilities.apply(outputs[0])[0])
                .as("images have different probabilities, so that an exchange is found")
                .isNotCloseTo(probabilities.apply(outputs[1])[0], within(1e-2f));
    }

    @ParameterizedTest
    @CsvSource({"NCHW, RGB", "NCHW, BGR", "NHWC, RGB", "NHWC, BGR"})
    void layoutAndColorAreThoseOfTheNetwork(Layout layout, ColorOrder color) throws Exception {
        Path onnx = new ForeignFixture().layout(layout).write(directory.resolve("model.onnx"));
        ModelDirectory model = imported(onnx, ForeignImport.flags(color), 5);
        float[][] outputs = new ForeignReference(onnx, layout, color, false).outputs(ForeignImport.RESCALE, MEAN, STD);
        assertAgrees(model, outputs, ForeignReference::softmax);
        assertThat(model.card().input()).isEqualTo(new ImageSize(ForeignFixture.WIDTH, ForeignFixture.HEIGHT));
        assertThat(model.card().maxBatch()).isNull();
        assertThat(model.card().version()).isEqualTo("20260102.030405");
        assertThat(model.card().parameters()).isEqualTo(8 * 27 + 8 + 5 * 8 + 5);
        assertThat(model.card().origin().imported().sha256()).isEqualTo(ModelDirectory.sha256(onnx));
        assertThat(model.card().origin().imported().options())
                .containsEntry("layout", layout.toString())
                .containsEntry("color", color.toString())
                .containsEntry("mean", "0.4,0.5,0.6")
                .containsEntry("resize", "12x20")
                .containsEntry("activation", "softmax");
    }

    @Test
    void probabilitiesStayAsTheyAre() throws Exception {
        Path onnx = new ForeignFixture().head(Head.SOFTMAX, 7).input("images").write(directory.resolve("model.onnx"));
        ModelDirectory model = imported(onnx, ForeignImport.flags(ColorOrder.RGB), 7);
        assertAgrees(model, reference(onnx, false), UnaryOperator.identity());
        assertThat(model.card().origin().imported().options()).containsEntry("activation", "none");
    }

    @Test
    void oneSigmoidUnitIsTheSecondClass() throws Exception {
        Path onnx = new ForeignFixture().head(Head.SIGMOID, 1).write(directory.resolve("model.onnx"));
        assertAgrees(
                imported(onnx, ForeignImport.flags(ColorOrder.RGB), 2),
                reference(onnx, false),
                ModelImportTest::twoClasses);
    }

    @Test
    void oneLogitGetsASigmoid() throws Exception {
        Path onnx = new ForeignFixture().head(Head.LOGITS, 1).write(directory.resolve("model.onnx"));
        ModelDirectory model = imported(onnx, ForeignImport.flags(ColorOrder.RGB), 2);
        assertAgrees(
                model, reference(onnx, false), row -> twoClasses(new float[] {(float) (1 / (1 + Math.exp(-row[0])))}));
        assertThat(model.card().origin().imported().options()).containsEntry("activation", "sigmoid");
    }

    @Test
    void outputsOfFourAxesBecomeRows() throws Exception {
        Path onnx = new ForeignFixture().head(Head.FOUR_AXES, 5).write(directory.resolve("model.onnx"));
        assertAgrees(
                imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5),
                reference(onnx, false),
                ForeignReference::softmax);
    }

    @Test
    void initializersAmongTheInputsAreRemoved() throws Exception {
        Path onnx = ForeignFixture.write(
                directory.resolve("model.onnx"), ForeignFixture.withOldInputs(new ForeignFixture().build()));
        ModelDirectory model = imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5);
        assertAgrees(model, reference(onnx, false), ForeignReference::softmax);
        assertThat(model.card().opset()).isEqualTo(9);
    }

    @Test
    void operatorsMayBeInAnyOrder() throws Exception {
        ModelProto.Builder model = new ForeignFixture().build().toBuilder();
        List<NodeProto> nodes = new ArrayList<>(model.getGraph().getNodeList());
        Collections.reverse(nodes);
        model.getGraphBuilder().clearNode().addAllNode(nodes);
        Path onnx = ForeignFixture.write(directory.resolve("model.onnx"), model.build());
        assertAgrees(
                imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5),
                reference(onnx, false),
                ForeignReference::softmax);
    }

    /** Each pixel lies half way between two steps, so that the last bit of a float decides. */
    @Test
    void aQuantizedInputMayRoundEitherWay() throws Exception {
        ModelProto quantized = ForeignFixture.precededBy(
                new ForeignFixture().build(),
                List.of(
                        ForeignFixture.scalar("step", 2f / 255),
                        TensorProto.newBuilder()
                                .setName("zero")
                                .setDataType(TensorProto.DataType.UINT8.getNumber())
                                .addInt32Data(128)
                                .build()),
                "QuantizeLinear",
                "DequantizeLinear");
        Path onnx = ForeignFixture.write(directory.resolve("model.onnx"), quantized);
        Hints flags = Hints.NONE
                .withScale(ForeignImport.RESCALE, List.of(0.5), List.of(0.5))
                .or(ForeignImport.flags(ColorOrder.RGB));
        assertThat(imported(onnx, flags, 5).card().maxBatch()).isNull();
    }

    @Test
    void aPublishedModelCanBeImported() throws Exception {
        Path onnx = new ForeignFixture().write(directory.resolve("model.onnx"));
        ModelDirectory first = imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5);
        Path published = Files.copy(first.onnx(), directory.resolve("again.onnx"));
        Hints flags = Hints.NONE.withScale(1, List.of(0.0), List.of(1.0)).or(ForeignImport.flags(ColorOrder.RGB));
        assertAgrees(imported(published, flags, 5), reference(onnx, false), ForeignReference::softmax);
    }

    @Test
    void sizesOfMinusOneAreAnySize() throws Exception {
        ModelProto.Builder model = new ForeignFixture().build().toBuilder();
        for (int axis : List.of(0, 2, 3)) {
            model.getGraphBuilder()
                    .getInputBuilder(0)
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .getDimBuilder(axis)
                    .setDimValue(-1);
        }
        Path onnx = ForeignFixture.write(directory.resolve("model.onnx"), model.build());
        ImageSize size = new ImageSize(ForeignFixture.WIDTH, ForeignFixture.HEIGHT);
        ModelDirectory imported =
                imported(onnx, ForeignImport.flags(ColorOrder.RGB).withResize(Resize.to(size), null), 5);
        assertThat(imported.card().maxBatch()).isNull();
        assertAgrees(imported, reference(onnx, false), ForeignReference::softmax);
    }

    @Test
    void aFixedBatchSizeIsRemoved() throws Exception {
        Path onnx = new ForeignFixture().batch(1).write(directory.resolve("model.onnx"));
        ModelDirectory model = imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5);
        assertThat(model.card().maxBatch()).as(String.join("\n", log)).isNull();
        assertAgrees(model, reference(onnx, false), ForeignReference::softmax);
    }

    @Test
    void aBatchSizeThatCannotBeRemovedIsOnTheCard() throws Exception {
        Path onnx = ForeignFixture.write(
                directory.resolve("model.onnx"),
                withMeanOverBatch(new ForeignFixture().batch(1).build()));
        ModelDirectory model = imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5);
        assertThat(model.card().maxBatch()).isEqualTo(1);
        assertThat(log).anyMatch(line -> line.startsWith("warning: the batch size 1 cannot be removed"));
        assertAgrees(model, reference(onnx, false), ForeignReference::softmax);
    }

    /** Adds the mean of the batch to the logits, so that images of a batch influence each other. */
    private static ModelProto withMeanOverBatch(ModelProto model) {
        ModelProto.Builder copy = model.toBuilder();
        GraphProto.Builder graph = copy.getGraphBuilder();
        int last = graph.getNodeCount() - 1;
        String logits = graph.getNode(last).getInput(0);
        graph.addNode(
                last,
                NodeProto.newBuilder()
                        .setOpType("ReduceMean")
                        .addAttribute(OnnxGraph.integers("axes", 0))
                        .addInput(logits)
                        .addOutput("mean"));
        graph.addNode(
                last + 1,
                NodeProto.newBuilder()
                        .setOpType("Add")
                        .addInput(logits)
                        .addInput("mean")
                        .addOutput("sum"));
        graph.getNodeBuilder(last + 2).setInput(0, "sum");
        return copy.build();
    }

    @Test
    void weightsInAnotherFileAreIncluded() throws Exception {
        Path onnx = ForeignFixture.writeWithExternalData(
                directory.resolve("model.onnx"), new ForeignFixture().build(), "model.onnx.data");
        ModelDirectory model = imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5);
        float[][] outputs = reference(onnx, false);
        Files.delete(directory.resolve("model.onnx.data"));
        assertAgrees(model, outputs, ForeignReference::softmax);
    }

    @Test
    void sixteenBitNetworksGetAndGiveFloats() throws Exception {
        Path onnx = ForeignFixture.write(
                directory.resolve("model.onnx"), ForeignFixture.inHalfPrecision(new ForeignFixture().build()));
        ModelDirectory model = imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5);
        assertThat(model.card().parameters()).isEqualTo(8 * 27 + 8 + 5 * 8 + 5);
        assertAgrees(model, reference(onnx, true), ForeignReference::softmax);
    }

    private static float[][] reference(Path onnx, boolean half) throws Exception {
        return new ForeignReference(onnx, Layout.NCHW, ColorOrder.RGB, half).outputs(ForeignImport.RESCALE, MEAN, STD);
    }

    @Test
    void presetsDependOnTheSizeOfTheNetwork() throws Exception {
        Path onnx = new ForeignFixture().write(directory.resolve("model.onnx"));
        Files.writeString(directory.resolve("labels.txt"), "a\nb\nc\nb\ne\n");
        ModelDirectory model = imports().of(onnx, Hints.NONE, null, Preset.IMAGENET);
        assertThat(model.card().classes()).containsExactly("a", "b", "c", "b (3)", "e");
        assertThat(model.card().preprocessing().resize()).isEqualTo(Resize.shortestEdge(23));
        assertThat(model.card().preprocessing().centerCrop()).isEqualTo(new ImageSize(20, 12));
    }

    @Test
    void anExistingModelIsReplacedOnlyByAValidOne() throws Exception {
        Path onnx = new ForeignFixture().write(directory.resolve("model.onnx"));
        String first =
                imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5).card().sha256();
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 6))
                .isInstanceOf(ModelException.class);
        assertThat(ModelDirectory.read(directory.resolve("models/foreign"))
                        .card()
                        .sha256())
                .isEqualTo(first);
        assertThat(imported(onnx, ForeignImport.flags(ColorOrder.BGR), 5).card().sha256())
                .isNotEqualTo(first);
    }

    /** The last line before publishing states the options, when all networks have been compared. */
    @Test
    void intermediateNetworksAreWrittenToTheRepositoryOnly() throws Exception {
        Path onnx = new ForeignFixture().batch(1).write(directory.resolve("model.onnx"));
        List<String> written = new ArrayList<>();
        new ForeignImport(directory, line -> written.addAll(onnxFiles()))
                .of(onnx, ForeignImport.flags(ColorOrder.RGB), 5);
        assertThat(written).isNotEmpty().allMatch(file -> file.matches("\\.foreign\\..*\\.new/scratch/model\\.onnx"));
        assertThat(onnxFiles()).containsExactly("foreign/model.onnx");
    }

    private List<String> onnxFiles() {
        Path models = directory.resolve("models");
        try (Stream<Path> files = Files.walk(models)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> models.relativize(file).toString())
                    .filter(file -> file.endsWith(".onnx"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
