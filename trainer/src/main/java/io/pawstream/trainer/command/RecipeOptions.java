package io.pawstream.trainer.command;

import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.training.Phase;
import io.pawstream.trainer.training.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of how weights are fitted; each model has defaults of its own. */
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

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "passes over the photos (default: 20 as published; 30 for model3, 60 for model5, 3 before"
                    + " --fine-tune)")
    private Integer epochs;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "largest step size of Adam (default: 0.001 as published; 0.002 for model5)")
    private Float learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "constant|cosine",
            description = "the learning rate stays, as published, or falls to 0 along a cosine (default: cosine)")
    private Schedule schedule;

    @Option(
            names = "--fine-tune",
            description =
                    "model4: when the classifier has settled, trains the last blocks of the pretrained network too")
    boolean fineTunes;

    @Option(
            names = "--fine-tune-epochs",
            paramLabel = "N",
            description = "passes over the photos while fine-tuning (default: ${DEFAULT-VALUE})")
    private int fineTuneEpochs = 20;

    @Option(
            names = "--fine-tune-rate",
            paramLabel = "R",
            description = "largest step size of Adam while fine-tuning (default: ${DEFAULT-VALUE})")
    private float fineTuneRate = 4e-4f;

    @Option(
            names = "--fine-tune-blocks",
            paramLabel = "N",
            description = "how many blocks of the pretrained network are tuned, counted from its end, 1 to 17 (default:"
                    + " ${DEFAULT-VALUE})")
    int fineTuneBlocks = 13;

    /**
     * The phases of a model's training.
     *
     * @throws IllegalArgumentException if an option is out of its range
     */
    List<Phase> phases(String model) {
        boolean tunes = fineTunes && model.equals(Networks.MODEL4);
        Phase byDefault = tunes ? HEAD_BEFORE_FINE_TUNING : DEFAULTS.get(model);
        Schedule wanted = schedule == null ? byDefault.schedule() : schedule;
        List<Phase> phases = new ArrayList<>();
        phases.add(new Phase(
                epochs == null ? byDefault.epochs() : epochs,
                learningRate == null ? byDefault.learningRate() : learningRate,
                wanted,
                byDefault.weightDecay(),
                smallEpochs(byDefault),
                false));
        if (tunes) {
            phases.add(new Phase(fineTuneEpochs, fineTuneRate, wanted, FINE_TUNE_DECAY, 0, true));
        }
        return phases;
    }

    /** The default's share of the epochs that are asked for. */
    private int smallEpochs(Phase byDefault) {
        return epochs == null
                ? byDefault.smallEpochs()
                : (int) ((long) epochs * byDefault.smallEpochs() / byDefault.epochs());
    }

    /** For the card. */
    static void describe(List<Phase> phases, Map<String, String> options) {
        Phase first = phases.get(0);
        options.put("epochs", Integer.toString(first.epochs()));
        options.put("learning-rate", Float.toString(first.learningRate()));
        options.put("schedule", first.schedule().toString());
        options.put("small-epochs", Integer.toString(first.smallEpochs()));
        options.put("weight-decay", Float.toString(first.weightDecay()));
        if (phases.size() > 1) {
            options.put("fine-tune", "true");
            options.put("fine-tune-epochs", Integer.toString(phases.get(1).epochs()));
            options.put("fine-tune-rate", Float.toString(phases.get(1).learningRate()));
        }
    }
}
