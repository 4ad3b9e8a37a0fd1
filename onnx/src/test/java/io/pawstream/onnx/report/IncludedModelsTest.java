package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.Evaluation;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models of this repository and what is documented about them. */
class IncludedModelsTest {

    private static final Path ROOT = Path.of("..");

    private static Evaluation test(String name) throws ModelException {
        return Objects.requireNonNull(
                ModelDirectory.read(ROOT.resolve("models").resolve(name)).card().test(), name);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model1", "model3", "model5"})
    void theTableHasTheAccuracyOfTheCard(String name) throws Exception {
        Evaluation test = test(name);
        int correct =
                test.perClass().correct().stream().mapToInt(Integer::intValue).sum();
        Interval interval = Interval.wilson(correct, test.images());
        assertThat(Files.readAllLines(ROOT.resolve("docs/models.md")))
                .filteredOn(line -> line.startsWith("| `" + name + "` |") && line.endsWith("MB |"))
                .singleElement()
                .asString()
                .contains("| **" + percent(test.accuracy()) + "%** (" + percent(interval.low()) + " to "
                        + percent(interval.high()) + ") |")
                .contains("| " + percent(test(name + "-8bit").accuracy()) + "% |");
    }

    @Test
    void theReadmeHasTheAccuracyOfTheDefaultModel() throws Exception {
        Evaluation test = test("model5-8bit");
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("| test accuracy of the default model, `model5-8bit` | " + percent(test.accuracy()) + "% on "
                        + String.format(Locale.ROOT, "%,d", test.images()) + " photos |");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model5", "model5-8bit"})
    void theProbabilitiesMatchTheAccuracy(String name) throws Exception {
        assertThat(test(name).calibrationError()).isLessThanOrEqualTo(0.02);
    }
}
