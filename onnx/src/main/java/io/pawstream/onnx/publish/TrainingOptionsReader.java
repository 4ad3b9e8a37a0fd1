package io.pawstream.onnx.publish;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.TrainingOptions.BaseWeights;
import io.pawstream.onnx.publish.TrainingOptions.Export;
import io.pawstream.onnx.publish.TrainingOptions.FineTuning;
import io.pawstream.onnx.publish.TrainingOptions.Images;
import io.pawstream.onnx.publish.TrainingOptions.Model;
import io.pawstream.onnx.publish.TrainingOptions.Recipe;
import io.pawstream.onnx.publish.TrainingOptions.Regularization;
import io.pawstream.onnx.publish.TrainingOptions.Teacher;
import org.jspecify.annotations.Nullable;

/** Reads the options of a training from the card of its model. */
final class TrainingOptionsReader {

    private final String name;
    private final CardOptions options;

    TrainingOptionsReader(ModelCard card) throws ModelException {
        this.name = card.name();
        this.options = new CardOptions(card);
    }

    /**
     * Reads all options.
     *
     * @throws ModelException if an option is missing or invalid
     */
    TrainingOptions read() throws ModelException {
        try {
            return new TrainingOptions(
                    new Model(options.text("model", name), options.find("name"), options.seed(), baseWeights()),
                    images(),
                    recipe(),
                    fineTuning(),
                    teacher(),
                    new Export(
                            options.word("select", EpochSelection.values()),
                            options.word("weights", WeightStorage.values()),
                            options.find(TrainingOptions.CALIBRATE) != null,
                            options.number("exported-epoch", Integer::valueOf)));
        } catch (IllegalArgumentException e) {
            throw new ModelException("the card of " + name + " is invalid: " + e.getMessage(), e);
        }
    }

    private @Nullable BaseWeights baseWeights() throws ModelException {
        return options.find("base-weights") == null
                ? null
                : new BaseWeights(
                        options.text("base-weights"),
                        options.text("base-weights-sha256"),
                        options.text("variant"),
                        options.text("pooling"));
    }

    private Images images() throws ModelException {
        return new Images(
                options.text("data"),
                options.text(TrainingOptions.MORE_DATA, "").lines().toList(),
                options.word("keep", FileFilter.values()),
                new SplitSizes(
                        options.number("train-size", Integer::valueOf),
                        options.number("validation-size", Integer::valueOf),
                        options.number("test-size", Integer::valueOf)),
                options.number("drawn-share", Double::valueOf),
                options.number("drawn-seed", Long::valueOf),
                options.number("input-size", Integer::valueOf, TrainingOptions.DEFAULT_INPUT_SIZE));
    }

    private Recipe recipe() throws ModelException {
        return new Recipe(
                options.number("batch-size", Integer::valueOf),
                options.number("epochs", Integer::valueOf),
                options.number("learning-rate", Float::valueOf),
                options.text("schedule"),
                options.number("small-epochs", Integer::valueOf, 0),
                new Regularization(
                        options.number("weight-decay", Float::valueOf, 0f),
                        options.number("mixup", Double::valueOf, 0.0),
                        options.number("weight-averaging", Double::valueOf, 0.0)));
    }

    private @Nullable FineTuning fineTuning() throws ModelException {
        return options.find("fine-tune") == null
                ? null
                : new FineTuning(
                        options.number("fine-tune-epochs", Integer::valueOf),
                        options.number("fine-tune-rate", Float::valueOf),
                        options.number("fine-tune-blocks", Integer::valueOf));
    }

    private @Nullable Teacher teacher() throws ModelException {
        String teacher = options.find("teacher");
        return teacher == null
                ? null
                : new Teacher(
                        teacher,
                        options.text("teacher-version"),
                        options.text("teacher-sha256"),
                        options.number("temperature", Float::valueOf, TrainingOptions.FIRST_TEMPERATURE),
                        options.number("feature-weight", Float::valueOf, 0f));
    }
}
