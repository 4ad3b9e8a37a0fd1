package io.pawstream.processor.models;

import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.inference.InferenceException;

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
     * Creates a loader that reads models from a repository and warms them up.
     *
     * @param repository the model repository
     * @param limits limits of encoded images
     * @param maxBatch maximum number of images in a batch, at least 1
     * @return the loader
     */
    static ModelLoader from(ModelRepository repository, DecodeLimits limits, int maxBatch) {
        return name -> warmedUp(LoadedModel.load(repository.find(name), limits), maxBatch);
    }

    private static LoadedModel warmedUp(LoadedModel model, int maxBatch) throws ModelException {
        try {
            model.warmUp(maxBatch);
            return model;
        } catch (InferenceException e) {
            model.endLease();
            throw new ModelException(
                    "cannot load model \"" + model.card().name() + "\": inference fails on a black image: "
                            + e.getMessage(),
                    e);
        }
    }
}
