package io.pawstream.processor.models;

import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.inference.InferenceException;

/** Brings a model into memory. */
@FunctionalInterface
public interface ModelLoader {

    /**
     * Loads a model; the first lease belongs to the caller.
     *
     * @throws ModelException if there is none of this name, or it cannot be served
     */
    LoadedModel load(String name) throws ModelException;

    /**
     * Loads models out of a repository, and warms them up.
     *
     * @param limits of the images that they take
     * @param maxBatch most images in a batch
     */
    static ModelLoader from(ModelRepository repository, DecodeLimits limits, int maxBatch) {
        return name -> {
            LoadedModel model = LoadedModel.load(repository.find(name), limits);
            try {
                model.warmUp(maxBatch);
                return model;
            } catch (InferenceException e) {
                model.endLease();
                throw new ModelException("model " + name + " fails on a black image: " + e.getMessage(), e);
            }
        };
    }
}
