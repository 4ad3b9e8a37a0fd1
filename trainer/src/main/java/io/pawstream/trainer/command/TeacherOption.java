package io.pawstream.trainer.command;

import io.pawstream.model.ImageSize;
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

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Divisor of logits before they are compared with those of the teacher, 1 to 100 (default:"
                    + " ${DEFAULT-VALUE}).")
    private float temperature = 3;

    @Option(
            names = "--feature-weight",
            paramLabel = "W",
            description = "Weight of the features of the teacher, the input of its last layer, in the loss; 0 to learn"
                    + " its predictions only, at most 1000 (default: ${DEFAULT-VALUE}).")
    private float featureWeight;

    /** {@return how the network learns from the teacher} */
    private Teacher.Settings settings() {
        return new Teacher.Settings(temperature, featureWeight);
    }

    /**
     * Returns the teacher for the model card.
     *
     * @param repository where the teacher is
     * @return the teacher; absent if the network learns labels
     * @throws ModelException if there is no such model
     * @throws IllegalArgumentException if an option is out of its range
     */
    TrainingOptions.@Nullable Teacher recorded(ModelRepository repository) throws ModelException {
        Teacher.Settings settings = settings();
        if (name == null) {
            return null;
        }
        ModelCard card = repository.find(name).card();
        return new TrainingOptions.Teacher(
                card.name(), card.version(), card.sha256(), settings.temperature(), settings.featureWeight());
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
        return new Teacher(model.onnx(), dataset.classes().size(), settings(), dataset.training());
    }

    /**
     * Returns the size of the images to train on.
     *
     * @param repository where the teacher is
     * @param network size of the images of the network
     * @return the size of the teacher's images; that of the network without a teacher
     * @throws ModelException if there is no such model, or its images are smaller than those of the network
     */
    ImageSize size(ModelRepository repository, ImageSize network) throws ModelException {
        if (name == null) {
            return network;
        }
        ImageSize size = repository.find(name).card().input();
        if (size.width() < network.width() || size.height() < network.height()) {
            throw new ModelException("--teacher " + name + " has images of " + size.width() + "x" + size.height()
                    + " pixels; they must be at least as large as those of the network, " + network.width() + "x"
                    + network.height());
        }
        return size;
    }
}
