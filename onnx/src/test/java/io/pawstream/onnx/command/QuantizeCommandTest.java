package io.pawstream.onnx.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Origin;
import io.pawstream.onnx.DrawnModel;
import io.pawstream.onnx.ImportedModel;
import io.pawstream.onnx.TestScores;
import io.pawstream.onnx.evaluation.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizeCommandTest {

    @TempDir
    private Path models;

    private ModelDirectory floats;

    @BeforeEach
    void publish() throws Exception {
        floats = DrawnModel.publish(models, "drawn-one");
    }

    private Invocation quantize(String model) {
        return Invocation.of("quantize", "--data", "drawn", "--model", model, "--models", models.toString());
    }

    /** Replaces the score on the card of the float model. */
    private void claim(Score score) throws IOException {
        ModelDirectory.writeCard(floats.folder(), floats.card().withTest(score.evaluation()));
    }

    @Test
    void theEightBitFormIsPublishedWithBothScores() throws IOException, ModelException {
        claim(TestScores.of(1, 0, 39, 0));
        ModelCard card = floats.card().withTest(TestScores.of(1, 0, 39, 0).evaluation());
        Invocation first = quantize("drawn-one");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("test accuracy in 8 bits", "published " + models.resolve("drawn-one-8bit"));
        ModelDirectory eightBits = ModelDirectory.read(models.resolve("drawn-one-8bit"));
        assertThat(eightBits.card().quantization())
                .isEqualTo(new Origin.Quantization("drawn-one", card.sha256(), 40, card.test()));
        assertThat(eightBits.card().description()).isEqualTo(DrawnModel.DESCRIPTION + "; in 8 bits");
        assertThat(eightBits.card().training()).isEqualTo(card.training());
        assertThat(quantize("drawn-one").exitCode()).isZero();
        assertThat(ModelDirectory.sha256(eightBits.onnx()))
                .as("the same file again")
                .isEqualTo(eightBits.card().sha256());

        Invocation again = quantize("drawn-one-8bit");
        assertThat(again.exitCode()).isOne();
        assertThat(again.err()).contains("is already quantized to 8 bits; quantize its float form drawn-one");
    }

    @Test
    void moreThanTwoClassesAreQuantizedToo() throws Exception {
        ModelDirectory three = DrawnModel.publishThree(models, "three");
        ModelDirectory.writeCard(
                three.folder(),
                three.card().withTest(TestScores.of(1, 19, 0, 0, 1, 19, 0, 0, 1).evaluation()));
        Invocation quantize = Invocation.of(
                "quantize", "--data", "drawn:cat,dog,fox", "--model", "three", "--models", models.toString());
        assertThat(quantize.exitCode()).as(quantize.err()).isZero();
        assertThat(quantize.out()).containsPattern("predicted +cat +dog +fox +recall");
        ModelCard card = ModelDirectory.read(models.resolve("three-8bit")).card();
        assertThat(card.classes()).isEqualTo(DrawnModel.THREE);
        assertThat(card.test().images()).isEqualTo(DrawnModel.SIZES.test());
        assertThat(card.test().perClass().images()).hasSize(3).doesNotContain(0);
    }

    @Test
    void anEightBitFormThatLosesTooMuchIsNotPublished() throws IOException {
        claim(TestScores.of(20, 0, 0, 20));
        Invocation quantize = quantize("drawn-one");
        assertThat(quantize.exitCode()).isOne();
        assertThat(quantize.err()).contains("drawn-one-8bit is not published: test accuracy in 8 bits 0.");
        assertThat(Files.exists(models.resolve("drawn-one-8bit"))).isFalse();
    }

    @Test
    void aModelWithoutATestScoreIsNotQuantized() throws IOException {
        ModelDirectory.writeCard(floats.folder(), floats.card().withTest(null));
        assertThat(quantize("drawn-one").err()).contains("the card of drawn-one has no test score");
    }

    @Test
    void anImportedModelIsNotQuantized() throws Exception {
        ImportedModel.publish(models, "foreign", List.of("cat", "dog"));
        Invocation quantize = quantize("foreign");
        assertThat(quantize.exitCode()).isOne();
        assertThat(quantize.err()).contains("model foreign is imported, so it has no training splits");
    }
}
