package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.cli.WordConverter;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.trainer.training.Hyperparameters;
import io.pawstream.trainer.training.Phase;
import io.pawstream.trainer.training.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RecipeOptionsTest {

    @Command
    private static final class Options {
        @Mixin
        private RecipeOptions recipe = new RecipeOptions();
    }

    private static RecipeOptions parse(String... arguments) {
        Options options = new Options();
        new CommandLine(options)
                .registerConverter(Schedule.class, new WordConverter<>(Schedule.values()))
                .parseArgs(arguments);
        return options.recipe;
    }

    @Test
    void eachModelHasItsDefaults() {
        RecipeOptions defaults = parse();
        assertThat(defaults.phases("model1")).containsExactly(new Phase(20, 1e-3f, Schedule.COSINE, 0, 0, false));
        assertThat(defaults.phases("model3")).containsExactly(new Phase(30, 1e-3f, Schedule.COSINE, 0, 0, false));
        assertThat(defaults.phases("model5")).containsExactly(new Phase(60, 2e-3f, Schedule.COSINE, 0.05f, 38, false));
        assertThat(defaults.tunedBlocks()).isZero();
        assertThat(defaults.fineTuning(defaults.phases("model4"))).isNull();
        assertThatThrownBy(() -> defaults.phases("model9")).hasMessage("model \"model9\" has no recipe");
    }

    @Test
    void smallEpochsKeepTheirShare() {
        assertThat(parse("--epochs", "6").phases("model5").get(0).smallEpochs()).isEqualTo(3);
    }

    @Test
    void fineTuningIsASecondPhaseOfModel4() {
        RecipeOptions options = parse("--fine-tune", "--schedule", "constant", "--fine-tune-blocks", "5");
        List<Phase> phases = options.phases("model4");
        assertThat(phases)
                .containsExactly(
                        new Phase(3, 1e-3f, Schedule.CONSTANT, 0, 0, false),
                        new Phase(20, 4e-4f, Schedule.CONSTANT, 0.05f, 0, true));
        assertThat(options.recipe(phases))
                .isEqualTo(new TrainingOptions.Recipe(
                        64, 3, 1e-3f, "constant", 0, new TrainingOptions.Regularization(0, 0, 0)));
        assertThat(options.fineTuning(phases)).isEqualTo(new TrainingOptions.FineTuning(20, 4e-4f, 5));
        assertThat(options.phases("model1")).hasSize(1);
    }

    @Test
    void givenValuesTakePrecedenceOverThoseOfTheModel() {
        RecipeOptions options = parse(
                "--epochs=7",
                "--learning-rate=0.5",
                "--schedule=constant",
                "--batch-size=16",
                "--mixup=0.25",
                "--weight-averaging=0.9");
        List<Phase> phases = options.phases("model1");
        assertThat(options.hyperparameters(phases, 8)).isEqualTo(new Hyperparameters(phases, 16, 0.25, 0.9, 8));
        assertThat(options.recipe(phases).regularization()).isEqualTo(new TrainingOptions.Regularization(0, 0.25, 0.9));
        assertThat(options.phases("model1")).containsExactly(new Phase(7, 0.5f, Schedule.CONSTANT, 0, 0, false));
        assertThat(options.phases("model5"))
                .as("weight decay and the share of small epochs remain")
                .containsExactly(new Phase(7, 0.5f, Schedule.CONSTANT, 0.05f, 4, false));
    }

    @Test
    void fineTuningHasItsOwnEpochsAndRate() {
        RecipeOptions options = parse("--fine-tune", "--epochs=1", "--fine-tune-epochs=9", "--fine-tune-rate=0.25");
        List<Phase> phases = options.phases("model4");
        assertThat(phases).extracting(Phase::epochs).containsExactly(1, 9);
        assertThat(phases).extracting(Phase::learningRate).containsExactly(1e-3f, 0.25f);
        assertThat(phases).extracting(Phase::fineTunes).containsExactly(false, true);
        assertThat(options.tunedBlocks()).isEqualTo(13);
        assertThat(options.fineTunes()).isTrue();
    }

    @Test
    void valuesOutOfRangeAreRejectedWhereTheyAreUsed() {
        assertThatThrownBy(() -> parse("--fine-tune", "--fine-tune-rate=2").phases("model4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("learning rate is 2.0");
        assertThat(parse("--fine-tune", "--fine-tune-rate=2").phases("model1"))
                .as("not used by other models")
                .hasSize(1);
    }
}
