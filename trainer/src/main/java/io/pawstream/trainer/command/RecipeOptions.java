package io.pawstream.trainer.command;

import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.training.Hyperparameters;
import io.pawstream.trainer.training.Phase;
import io.pawstream.trainer.training.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that control how weights are fitted; defaults depend on the model. */
final class RecipeOptions {

    private static final float PUBLISHED_RATE = 1e-3f;
    private static final Phase PUBLISHED_LENGTH = new Phase(20, PUBLISHED_RATE, Schedule.COSINE, 0, 0, false);
    private static final Phase HEAD_BEFORE_FINE_TUNING = new Phase(3, PUBLISHED_RATE, Schedule.COSINE, 0, 0, false);
    private static final float FINE_TUNE_DECAY = 0.05f;

    private static final Map<String, Phase> DEFAULTS = Map.of(
            "model1", PUBLISHED_LENGTH,
            "model2", PUBLISHED_LENGTH,
            "model3", new Phase(30, PUBLISHED_RATE, Schedule.COSINE, 0, 0, false),
            "model4", PUBLISHED_LENGTH,
            "model5", new Phase(60, 2e-3f, Schedule.COSINE, 0.05f, 38, false));

    @Option(names = "--batch-size", paramLabel = "N", description = "Images per step, 1 to 4096 (default: 64).")
    private int batchSize = 64;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training split (default: 20 as published; 30 for model3, 60 for model5, 3"
                    + " before --fine-tune).")
    private @Nullable Integer epochs;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description =
                    "Peak learning rate of Adam, above 0 and at most 1 (default: 0.001 as published; 0.002 for model5).")
    private @Nullable Float learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "constant|cosine",
            description = "Constant learning rate, as published, or cosine decay to 0 (default: cosine).")
    private @Nullable Schedule schedule;

    @Option(
            names = "--fine-tune",
            description = "For model4: after the classifier, also train the last blocks of the pretrained network.")
    private boolean fineTunes;

    @Option(
            names = "--fine-tune-epochs",
            paramLabel = "N",
            description = "Passes over the training split while fine-tuning (default: ${DEFAULT-VALUE}).")
    private int fineTuneEpochs = 20;

    @Option(
            names = "--fine-tune-rate",
            paramLabel = "R",
            description = "Peak learning rate of Adam while fine-tuning (default: ${DEFAULT-VALUE}).")
    private float fineTuneRate = 4e-4f;

    @Option(
            names = "--fine-tune-blocks",
            paramLabel = "N",
            description = "Number of blocks to fine-tune, counted from the end of the network, 1 to 17 (default:"
                    + " ${DEFAULT-VALUE}).")
    private int fineTuneBlocks = 13;

    @Option(
            names = "--mixup",
            paramLabel = "S",
            description =
                    "Maximum share of another image in each training image, 0 to 0.5 (default: ${DEFAULT-VALUE}).")
    private double mixup;

    @Option(
            names = "--weight-averaging",
            paramLabel = "D",
            description =
                    "Factor of the moving average of the weights in each step, at least 0 and below 1; the average"
                            + " is validated and exported (default: ${DEFAULT-VALUE}, the weights of the last step).")
    private double averaging;

    /**
     * Returns the hyperparameters of a training.
     *
     * @param phases its phases
     * @param seed its seed
     * @throws IllegalArgumentException if an option is out of its range
     */
    Hyperparameters hyperparameters(List<Phase> phases, long seed) {
        return new Hyperparameters(phases, batchSize, mixup, averaging, seed);
    }

    /** {@return whether the pretrained network is fine-tuned} */
    boolean fineTunes() {
        return fineTunes;
    }

    /** {@return the number of blocks to fine-tune; 0 without fine-tuning} */
    int tunedBlocks() {
        return fineTunes ? fineTuneBlocks : 0;
    }

    /**
     * Returns the phases of a training.
     *
     * @param model name of the network
     * @throws IllegalArgumentException if an option is out of its range
     */
    List<Phase> phases(String model) {
        boolean tunes = fineTunes && model.equals(Networks.MODEL4);
        Phase byDefault = tunes ? HEAD_BEFORE_FINE_TUNING : byDefault(model);
        Schedule selected = schedule == null ? byDefault.schedule() : schedule;
        List<Phase> phases = new ArrayList<>();
        phases.add(new Phase(
                epochs == null ? byDefault.epochs() : epochs,
                learningRate == null ? byDefault.learningRate() : learningRate,
                selected,
                byDefault.weightDecay(),
                smallEpochs(byDefault),
                false));
        if (tunes) {
            phases.add(new Phase(fineTuneEpochs, fineTuneRate, selected, FINE_TUNE_DECAY, 0, true));
        }
        return phases;
    }

    private static Phase byDefault(String model) {
        Phase phase = DEFAULTS.get(model);
        if (phase == null) {
            throw new IllegalArgumentException("model \"" + model + "\" has no recipe");
        }
        return phase;
    }

    /** {@return the number of first epochs on small images, in the same proportion as the default} */
    private int smallEpochs(Phase byDefault) {
        return epochs == null
                ? byDefault.smallEpochs()
                : (int) ((long) epochs * byDefault.smallEpochs() / byDefault.epochs());
    }

    /** {@return the first phase for the model card} */
    TrainingOptions.Recipe recipe(List<Phase> phases) {
        Phase first = phases.get(0);
        return new TrainingOptions.Recipe(
                batchSize,
                first.epochs(),
                first.learningRate(),
                first.schedule().toString(),
                first.smallEpochs(),
                new TrainingOptions.Regularization(first.weightDecay(), mixup, averaging));
    }

    /** {@return the second phase for the model card; absent without fine-tuning} */
    TrainingOptions.@Nullable FineTuning fineTuning(List<Phase> phases) {
        return phases.size() < 2
                ? null
                : new TrainingOptions.FineTuning(
                        phases.get(1).epochs(), phases.get(1).learningRate(), fineTuneBlocks);
    }
}
