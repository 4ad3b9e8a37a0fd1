package io.pawstream.trainer.command;

import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.training.Hyperparameters;
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
}
