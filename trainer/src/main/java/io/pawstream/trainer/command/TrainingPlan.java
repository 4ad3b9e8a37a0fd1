package io.pawstream.trainer.command;

import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.trainer.dataset.Dataset;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.training.Hyperparameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training to run, and what its model card records.
 *
 * @param network the network
 * @param hyperparameters how it is trained
 * @param model the network and its name on the card
 * @param recipe the first phase on the card
 * @param fineTuning the second phase on the card; absent without fine-tuning
 * @param teacher the teacher on the card; absent if the network learns labels
 */
record TrainingPlan(
        Network network,
        Hyperparameters hyperparameters,
        TrainingOptions.Model model,
        TrainingOptions.Recipe recipe,
        TrainingOptions.@Nullable FineTuning fineTuning,
        TrainingOptions.@Nullable Teacher teacher) {

    /** {@return the options for the card} */
    TrainingOptions options(TrainingOptions.Images images, TrainingOptions.Export export) {
        return new TrainingOptions(model, images, recipe, fineTuning, teacher, export);
    }

    /** {@return what must be equal to resume a training: all options except those of the export, and the images} */
    static Map<String, String> recipe(TrainingOptions options, Dataset dataset) {
        Map<String, String> recipe = new LinkedHashMap<>(options.toMap());
        recipe.keySet().removeAll(List.of("select", "weights", TrainingOptions.CALIBRATE));
        dataset.describe().forEach((split, content) -> recipe.put(split + " split", content.fingerprint()));
        return recipe;
    }
}
