package io.pawstream.trainer.command;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.trainer.dataset.Dataset;
import io.pawstream.trainer.training.Teacher;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --teacher}. */
final class TeacherOption {

    @Option(
            names = "--teacher",
            paramLabel = "NAME",
            description = "Model of the same classes in the repository of --out whose correct predictions the network"
                    + " learns.")
    private @Nullable String name;

    /**
     * Returns the teacher for the model card.
     *
     * @param repository where the teacher is
     * @return the teacher; absent if the network learns labels
     * @throws ModelException if there is no such model
     */
    TrainingOptions.@Nullable Teacher recorded(ModelRepository repository) throws ModelException {
        if (name == null) {
            return null;
        }
        ModelCard card = repository.find(name).card();
        return new TrainingOptions.Teacher(card.name(), card.version(), card.sha256());
    }

    /**
     * Loads the teacher.
     *
     * @param repository where the teacher is
     * @param dataset images of the training
     * @return the teacher; absent if the network learns labels
     * @throws ModelException if it has other classes, or cannot be loaded
     */
    @Nullable
    Teacher load(ModelRepository repository, Dataset dataset) throws ModelException {
        if (name == null) {
            return null;
        }
        ModelDirectory model = repository.find(name);
        if (!model.card().classes().equals(dataset.classes())) {
            throw new ModelException("--teacher " + name + " has the classes "
                    + model.card().classes() + ", the images have " + dataset.classes()
                    + "; use a teacher that was trained on the same classes");
        }
        return new Teacher(
                model.onnx(),
                TrainCommand.SIZE,
                dataset.classes().size(),
                dataset.training().train().size());
    }
}
