package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.cli.WordConverter;
import io.pawstream.model.ModelDirectory;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.trainer.mobilenet.FormulaWeights;
import io.pawstream.trainer.mobilenet.Variant;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Operation;
import io.pawstream.trainer.network.Pooling;
import io.pawstream.trainer.network.Pretrained;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PretrainedOptionsTest {

    @TempDir
    private static Path directory;

    private static Path weights;

    private final PrintWriter out = new PrintWriter(new StringWriter());

    @Command
    private static final class Options {
        @Mixin
        private PretrainedOptions pretrained = new PretrainedOptions();
    }

    @BeforeAll
    static void write() throws IOException {
        weights = directory.resolve("mine.h5");
        FormulaWeights.write(weights, Variant.MINIMALISTIC);
    }

    private static PretrainedOptions parse(String... arguments) {
        Options options = new Options();
        new CommandLine(options)
                .registerConverter(Pooling.class, new WordConverter<>(Pooling.values()))
                .registerConverter(Variant.class, new WordConverter<>(Variant.values()))
                .parseArgs(arguments);
        return options.pretrained;
    }

    @Test
    void theCardRecordsTheFileItsHashAndItsVariant() throws IOException {
        PretrainedOptions.Base base =
                parse("--base-weights", weights.toString(), "--pooling=average").base(out);
        assertThat(base.weights())
                .isEqualTo(new TrainingOptions.BaseWeights(
                        "mine.h5", ModelDirectory.sha256(weights), "minimalistic", "average"));
        assertThat(base.pooling()).isEqualTo(Pooling.AVERAGE);
    }

    @Test
    void theTunedBlocksAreALayerOfTheirOwn() throws IOException {
        PretrainedOptions.Base base =
                parse("--base-weights", weights.toString()).base(out);
        assertThat(base.model4(0).operations().stream().filter(Pretrained.class::isInstance))
                .extracting(Operation::fixed)
                .containsExactly(true);
        Network tuned = base.model4(5);
        assertThat(tuned.operations().stream().filter(Pretrained.class::isInstance))
                .extracting(Operation::fixed)
                .containsExactly(true, false);
        assertThatThrownBy(() -> base.model4(18)).hasMessageContaining("1 to 17");
    }

    @Test
    void anotherVariantThanThatOfTheFileIsRejected() {
        PretrainedOptions options = parse("--base-weights", weights.toString(), "--variant=full");
        assertThatThrownBy(() -> options.base(out))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessage("--variant is full, but " + weights + " has variant minimalistic; omit --variant");
    }

    @Test
    void theVariantOfTheFileMayBeGiven() throws IOException {
        assertThat(parse("--base-weights", weights.toString(), "--variant=minimalistic")
                        .base(out)
                        .weights()
                        .variant())
                .isEqualTo("minimalistic");
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = directory.resolve("none.h5");
        PretrainedOptions options = parse("--base-weights", none.toString());
        assertThatThrownBy(() -> options.base(out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("weights file not found: " + none);
    }
}
