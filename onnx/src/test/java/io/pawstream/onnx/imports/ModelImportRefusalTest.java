package io.pawstream.onnx.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Resize;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.imports.ForeignFixture.Head;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be imported, and what the messages say. */
class ModelImportRefusalTest {

    @TempDir
    private Path directory;

    private ModelDirectory imported(Path onnx, Hints flags, int classes) throws Exception {
        return new ForeignImport(directory, line -> {}).of(onnx, flags, classes);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void theNumberOfClassesMustBeThatOfTheOutput(int classes) throws Exception {
        Path onnx = new ForeignFixture().write(directory.resolve("model.onnx"));
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), classes))
                .hasMessageContaining("gives 5 values per image, but there are " + classes + " class names")
                .hasMessageContaining("--classes");
    }

    @Test
    void detectorsAreRefused() throws Exception {
        Path onnx = new ForeignFixture().head(Head.DETECTOR, 5).write(directory.resolve("model.onnx"));
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining("is not a classifier: output \"boxes\" has shape [?, 8, 10, 18]")
                .hasMessageContaining("detectors and segmenters cannot be imported");
    }

    @Test
    void severalOutputsWithAValuePerClassAreRefused() throws Exception {
        Path onnx = ForeignFixture.write(
                directory.resolve("model.onnx"), ForeignFixture.withSecondOutput(new ForeignFixture().build(), "aux"));
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining("has several outputs with 5 values: scores, aux");
        ForeignFixture.write(onnx, ForeignFixture.withSecondOutput(new ForeignFixture().build(), "logits"));
        assertThat(imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5).card().classes())
                .hasSize(5);
    }

    @Test
    void severalSigmoidUnitsAreRefused() throws Exception {
        Path onnx = new ForeignFixture().head(Head.SIGMOID, 5).write(directory.resolve("model.onnx"));
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining("has 5 sigmoid units; multi-label models cannot be imported");
    }

    @ParameterizedTest
    @CsvSource({
        "LOGITS, NONE, use --activation softmax",
        "SOFTMAX, SOFTMAX, 'ends with Softmax; use --activation none'",
        "LOGITS, SIGMOID, 'for one class per image, use --activation softmax'"
    })
    void theActivationMustFitTheNetwork(Head head, Activation activation, String message) throws Exception {
        Path onnx = new ForeignFixture().head(head, 5).write(directory.resolve("model.onnx"));
        assertThatThrownBy(
                        () -> imported(onnx, ForeignImport.flags(ColorOrder.RGB).withActivation(activation), 5))
                .hasMessageContaining(message);
    }

    @Test
    void aLayoutThatTheShapeContradictsIsRefused() throws Exception {
        Path onnx = new ForeignFixture().write(directory.resolve("model.onnx"));
        assertThatThrownBy(
                        () -> imported(onnx, ForeignImport.flags(ColorOrder.RGB).withLayout(Layout.NHWC), 5))
                .hasMessageContaining("--layout is nhwc, but the network takes images in nchw: shape [?, 3, 12, 20]");
    }

    @Test
    void theSizeMustBeThatOfTheNetwork() throws Exception {
        Path onnx = new ForeignFixture().write(directory.resolve("model.onnx"));
        assertThatThrownBy(() -> imported(
                        onnx,
                        ForeignImport.flags(ColorOrder.RGB).withResize(Resize.to(new ImageSize(20, 20)), null),
                        5))
                .hasMessageContaining(
                        "images of 20x20 pixels would result from the resize and the crop, but the network"
                                + " takes 12x20; set --resize and --crop, for example --resize 12x20");
    }

    @ParameterizedTest
    @ValueSource(longs = {4097, 1L << 32})
    void aSideOutOfRangeIsRefused(long width) throws Exception {
        ModelProto.Builder model = new ForeignFixture().build().toBuilder();
        model.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(3)
                .setDimValue(width);
        Path onnx = ForeignFixture.write(directory.resolve("model.onnx"), model.build());
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining("each side must be 1 to 4096 pixels");
    }

    private void assertRefused(ModelProto model, int classes, String... message) throws Exception {
        Path onnx = ForeignFixture.write(directory.resolve("model.onnx"), model);
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), classes))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(message);
    }

    @Test
    void percentagesAreNotTakenForLogits() throws Exception {
        ModelProto percent = ForeignFixture.followedBy(
                new ForeignFixture().head(Head.SOFTMAX, 5).build(),
                List.of(ForeignFixture.scalar("hundred", 100)),
                "Mul");
        assertRefused(percent, 5, "missing --activation softmax", "add up to 100");
    }

    @Test
    void aUnitBetweenMinusOneAndOneIsNotTakenForALogit() throws Exception {
        ModelProto tanh = ForeignFixture.followedBy(
                new ForeignFixture().head(Head.LOGITS, 1).build(), List.of(), "Tanh");
        assertRefused(tanh, 2, "missing --activation sigmoid", "ends with Tanh");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aSoftmaxOverAnotherAxisIsRefused(int units) throws Exception {
        ModelProto.Builder model = new ForeignFixture().head(Head.SOFTMAX, units).build().toBuilder();
        model.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals("Softmax"))
                .forEach(node -> node.getAttributeBuilder(0).setI(0));
        assertRefused(model.build(), Math.max(2, units), "ends with Softmax over another axis");
    }

    @Test
    void valuesThatAreNotNumbersAreRefused() throws Exception {
        ModelProto broken = ForeignFixture.followedBy(
                new ForeignFixture().build(), List.of(ForeignFixture.scalar("none", Float.NaN)), "Mul");
        assertRefused(broken, 5, "gives NaN for class 0");
    }

    @Test
    void randomOperatorsAreRefused() throws Exception {
        ModelProto.Builder model = ForeignFixture.followedBy(
                new ForeignFixture().build(), List.of(ForeignFixture.scalar("noise", 1)), "Mul")
                .toBuilder();
        // A factor that is drawn in each run.
        model.getGraphBuilder().removeInitializer(model.getGraph().getInitializerCount() - 1);
        model.getGraphBuilder()
                .addNodeBuilder(0)
                .setOpType("RandomUniform")
                .addOutput("noise")
                .addAttribute(OnnxGraph.integers("shape", 1));
        assertRefused(model.build(), 5, "gives different values for the same image", "model.eval()");
    }

    @Test
    void trainingModeIsRefused() throws Exception {
        ModelProto.Builder model = new ForeignFixture().build().toBuilder();
        model.getGraphBuilder()
                .addNodeBuilder()
                .setOpType("BatchNormalization")
                .setName("bn1")
                .addAttribute(OnnxGraph.integer("training_mode", 1));
        assertRefused(model.build(), 5, "is in training mode: \"bn1\"", "model.eval()");
    }

    @Test
    void aClassifierHasTwoClasses() throws Exception {
        assertRefused(new ForeignFixture().head(Head.LOGITS, 1).build(), 1, "1 class name", "at least 2");
    }

    @Test
    void otherFilesAreRefused() throws Exception {
        Path text = Files.writeString(directory.resolve("model.onnx"), "no network");
        assertThatThrownBy(() -> imported(text, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining(text + " is not an ONNX file");
        Files.write(text, new byte[0]);
        assertThatThrownBy(() -> imported(text, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining(text + " is not an ONNX file");
        assertThatThrownBy(() -> imported(directory.resolve("absent.onnx"), ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining("no model at ");
    }

    @Test
    void externalFilesMustBeComplete() throws Exception {
        Path onnx = ForeignFixture.writeWithExternalData(
                directory.resolve("model.onnx"), new ForeignFixture().build(), "weights.bin");
        Path weights = directory.resolve("weights.bin");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 4));
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining("weights.bin has " + (bytes.length - 4) + " bytes, but weight");
        Files.delete(weights);
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining("is in the external file \"weights.bin\", which is not in " + directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../weights.bin", "link.bin"})
    void externalFilesElsewhereAreRefused(String location) throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Files.write(directory.resolve("weights.bin"), new byte[8]);
        Files.createSymbolicLink(inner.resolve("link.bin"), directory.resolve("weights.bin"));
        Path onnx = ForeignFixture.writeWithExternalData(
                inner.resolve("model.onnx"), new ForeignFixture().build(), location);
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5))
                .hasMessageContaining("is in the external file \"" + location + "\", which is outside of " + inner);
    }

    @Test
    void namesOfExternalFilesThatAreNotPathsAreRefused() throws Exception {
        Path onnx = ForeignFixture.writeWithExternalData(
                directory.resolve("model.onnx"), new ForeignFixture().build(), "weights.bin");
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
        model.getGraphBuilder()
                .getInitializerBuilder(0)
                .setExternalData(0, ForeignFixture.entry("location", "weights\0.bin"));
        ForeignFixture.write(onnx, model.build());
        assertThatThrownBy(() -> imported(onnx, ForeignImport.flags(ColorOrder.RGB), 5))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("which is outside of " + directory);
    }
}
