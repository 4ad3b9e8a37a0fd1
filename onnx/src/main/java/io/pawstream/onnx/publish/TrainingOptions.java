package io.pawstream.onnx.publish;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.graph.WeightStorage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a training, as its model card records them. This class writes and reads the {@code options} of the
 * card, and renders the command that repeats the training.
 *
 * <pre>{@code
 * TrainingOptions options = TrainingOptions.of(card);
 * options.command(); // ./pawstream train --model model3 --seed 1 --data published ...
 * }</pre>
 *
 * @param model the network and its name
 * @param images the images and their splits
 * @param recipe how weights are fitted; in the first phase, if the network is fine-tuned
 * @param fineTuning the second phase; absent if the pretrained network is not fine-tuned
 * @param teacher the model whose predictions the network learns; absent if it learns labels
 * @param export which epoch is exported, and how
 */
public record TrainingOptions(
        Model model,
        Images images,
        Recipe recipe,
        @Nullable FineTuning fineTuning,
        @Nullable Teacher teacher,
        Export export) {

    /** Width and height of the images of networks if the card has no option, in pixels. */
    public static final int DEFAULT_INPUT_SIZE = 150;

    /** Option of a network whose logits were calibrated after the training. */
    public static final String CALIBRATE = "calibrate";

    /** Option with one source per line. */
    static final String MORE_DATA = "more-data";

    /** The temperature if the card has none. */
    static final float FIRST_TEMPERATURE = 3;

    /**
     * The network and its name.
     *
     * @param network name of the network, {@code model1} to {@code model5}
     * @param name name under which the model is published; absent if it is that of the network
     * @param seed seed of split, initial weights, order, augmentation and dropout
     * @param baseWeights weights of the pretrained network; absent if the network has none
     */
    public record Model(
            String network,
            @Nullable String name,
            long seed,
            @Nullable BaseWeights baseWeights) {}

    /**
     * The weights of the pretrained network.
     *
     * @param file name of the weights file
     * @param sha256 SHA-256 of the weights file, lower case hex
     * @param variant variant of the network, a value of {@code --variant}
     * @param pooling how each channel is reduced, a value of {@code --pooling}
     */
    public record BaseWeights(String file, String sha256, String variant, String pooling) {}

    /**
     * The images of the training.
     *
     * @param source last path element of the source, or {@code drawn}
     * @param more last path elements of the sources with more images to train on
     * @param filter which files are used
     * @param sizes sizes of the splits
     * @param drawnShare number of drawn images to train on, as a share of all others to train on
     * @param drawnSeed seed of the drawn images to train on
     * @param inputSize width and height of the images of the network, in pixels
     */
    public record Images(
            String source,
            List<String> more,
            FileFilter filter,
            SplitSizes sizes,
            double drawnShare,
            long drawnSeed,
            int inputSize) {

        /**
         * Copies the list.
         *
         * @param source last path element of the source
         * @param more last path elements of the sources with more images
         * @param filter which files are used
         * @param sizes sizes of the splits
         * @param drawnShare number of drawn images, as a share of all others
         * @param drawnSeed seed of the drawn images
         * @param inputSize width and height of the images of the network, in pixels
         */
        public Images {
            more = List.copyOf(more);
        }
    }

    /**
     * How weights are fitted.
     *
     * @param batchSize images per step, at least 1
     * @param epochs passes over the training split, at least 1
     * @param learningRate peak learning rate, above 0
     * @param schedule how the rate changes, a value of {@code --schedule}
     * @param smallEpochs number of first epochs on images of reduced size
     * @param regularization what prevents overfitting
     */
    public record Recipe(
            int batchSize,
            int epochs,
            float learningRate,
            String schedule,
            int smallEpochs,
            Regularization regularization) {}

    /**
     * What prevents overfitting.
     *
     * @param weightDecay weight decay, 0 for none
     * @param mixup maximum share of another image in each training image, 0 for none
     * @param averaging factor of the weight average in each step, 0 for none
     */
    public record Regularization(float weightDecay, double mixup, double averaging) {}

    /**
     * The phase in which the pretrained network is trained too.
     *
     * @param epochs passes over the training split, at least 1
     * @param learningRate peak learning rate, above 0
     * @param blocks number of blocks that are trained, counted from the end, at least 1
     */
    public record FineTuning(int epochs, float learningRate, int blocks) {}

    /**
     * The model whose predictions the network learns.
     *
     * @param name name of the model
     * @param version its version
     * @param sha256 SHA-256 of its ONNX file, lower case hex
     * @param temperature divisor of logits, at least 1
     * @param featureWeight weight of its features in the loss, 0 if the network learns its predictions only
     */
    public record Teacher(String name, String version, String sha256, float temperature, float featureWeight) {}

    /**
     * Which epoch is exported, and how.
     *
     * @param selection which epoch is exported
     * @param storage how large kernels are stored
     * @param calibrates whether the logits are calibrated on the validation split
     * @param epoch number of the exported epoch, from 1; absent before the export
     */
    public record Export(
            EpochSelection selection,
            WeightStorage storage,
            boolean calibrates,
            @Nullable Integer epoch) {}

    /**
     * Reads the options of a card.
     *
     * @param card the card of a trained model
     * @return the options
     * @throws ModelException if the card has no training, or an option is missing or invalid
     */
    public static TrainingOptions of(ModelCard card) throws ModelException {
        return new TrainingOptionsReader(card).read();
    }

    /**
     * Returns the same options with the exported epoch.
     *
     * @param epoch number of the exported epoch, from 1
     * @return the options to record on the card
     */
    public TrainingOptions exported(int epoch) {
        return new TrainingOptions(
                model,
                images,
                recipe,
                fineTuning,
                teacher,
                new Export(export.selection, export.storage, export.calibrates, epoch));
    }

    /**
     * Returns the training for a model card.
     *
     * @param splits the splits by name
     * @param history a row per epoch
     * @return the training, with these options
     */
    public Training training(Map<String, Training.Split> splits, List<Training.Epoch> history) {
        return new Training(model.seed, toMap(), splits, history);
    }

    /** {@return the {@code options} of a model card: values by name of the option, in a fixed order} */
    public Map<String, String> toMap() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("data", images.source);
        if (!images.more.isEmpty()) {
            options.put(MORE_DATA, String.join("\n", images.more));
        }
        options.put("keep", images.filter.toString());
        options.put("train-size", Integer.toString(images.sizes.train()));
        options.put("validation-size", Integer.toString(images.sizes.validation()));
        options.put("test-size", Integer.toString(images.sizes.test()));
        options.put("drawn-share", Double.toString(images.drawnShare));
        options.put("drawn-seed", Long.toString(images.drawnSeed));
        if (images.inputSize != DEFAULT_INPUT_SIZE) {
            options.put("input-size", Integer.toString(images.inputSize));
        }
        options.put("batch-size", Integer.toString(recipe.batchSize));
        options.put("select", export.selection.toString());
        options.put("weights", export.storage.toString());
        if (export.calibrates) {
            options.put(CALIBRATE, "true");
        }
        options.put("seed", Long.toString(model.seed));
        options.put("model", model.network);
        if (model.name != null) {
            options.put("name", model.name);
        }
        options.put("epochs", Integer.toString(recipe.epochs));
        options.put("learning-rate", Float.toString(recipe.learningRate));
        options.put("schedule", recipe.schedule);
        options.put("small-epochs", Integer.toString(recipe.smallEpochs));
        Regularization regularization = recipe.regularization;
        options.put("weight-decay", Float.toString(regularization.weightDecay));
        if (regularization.mixup > 0) {
            options.put("mixup", Double.toString(regularization.mixup));
        }
        if (regularization.averaging > 0) {
            options.put("weight-averaging", Double.toString(regularization.averaging));
        }
        if (fineTuning != null) {
            options.put("fine-tune", "true");
            options.put("fine-tune-epochs", Integer.toString(fineTuning.epochs));
            options.put("fine-tune-rate", Float.toString(fineTuning.learningRate));
            options.put("fine-tune-blocks", Integer.toString(fineTuning.blocks));
        }
        if (teacher != null) {
            options.put("teacher", teacher.name);
            options.put("teacher-version", teacher.version);
            options.put("teacher-sha256", teacher.sha256);
            if (teacher.temperature != FIRST_TEMPERATURE) {
                options.put("temperature", Float.toString(teacher.temperature));
            }
            if (teacher.featureWeight > 0) {
                options.put("feature-weight", Float.toString(teacher.featureWeight));
            }
        }
        BaseWeights weights = model.baseWeights;
        if (weights != null) {
            options.put("base-weights", weights.file);
            options.put("base-weights-sha256", weights.sha256);
            options.put("variant", weights.variant);
            options.put("pooling", weights.pooling);
        }
        if (export.epoch != null) {
            options.put("exported-epoch", Integer.toString(export.epoch));
        }
        return options;
    }

    /**
     * Returns these options for the same images at another path, because a card has only the last element of it.
     *
     * @param source a value of {@code --data}
     * @return the options
     */
    public TrainingOptions withSource(String source) {
        Images moved = new Images(
                source,
                images.more,
                images.filter,
                images.sizes,
                images.drawnShare,
                images.drawnSeed,
                images.inputSize);
        return new TrainingOptions(model, moved, recipe, fineTuning, teacher, export);
    }

    /** {@return the command that repeats the training, for a POSIX shell} */
    public String command() {
        return new TrainingCommand(this).text();
    }
}
