package io.pawstream.processor.models;

import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;

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
     * @return the loader
     */
    static ModelLoader from(ModelRepository repository, DecodeLimits limits, BatchLimits batches) {
        return name -> LoadedModel.load(repository.find(name), limits, batches);
    }
}
