package io.pawstream.processor.models;

import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.inference.InferenceDevice;
import java.io.File;
import java.nio.file.Path;

/** Loads models into memory. */
@FunctionalInterface
public interface ModelLoader {

    /**
     * Loads a model.
     *
     * @param name name of the model
     * @return the model; its first lease belongs to the caller
     * @throws ModelException if the model does not exist or cannot be loaded
     */
    LoadedModel load(String name) throws ModelException;

    /**
     * Creates a loader that reads models from a repository, tries them as they will be used, and so warms them up.
     *
     * @param repository the model repository
     * @param limits limits of encoded images
     * @param batches find the largest batch of each model
     * @param device where the networks run
     * @return the loader
     */
    static ModelLoader from(
            ModelRepository repository, DecodeLimits limits, BatchLimits batches, InferenceDevice device) {
        ModelRepository absolute =
                new ModelRepository(repository.root().toAbsolutePath().normalize());
        return name -> {
            try {
                return LoadedModel.load(absolute.find(name), limits, batches, device);
            } catch (ModelException e) {
                throw new ModelException(withoutPath(absolute.root(), String.valueOf(e.getMessage())), e);
            }
        };
    }

    /** Removes the path of the repository from a message, because rejections contain it and publishers read them. */
    private static String withoutPath(Path root, String message) {
        return message.replace(root + File.separator, "").replace(root.toString(), "the model repository");
    }
}
