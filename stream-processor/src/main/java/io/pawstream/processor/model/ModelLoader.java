package io.pawstream.processor.model;

import io.pawstream.contract.model.ModelException;
import io.pawstream.contract.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;

/** Brings a model into memory. */
@FunctionalInterface
public interface ModelLoader {

    /**
     * Loads a model; the first lease belongs to the caller.
     *
     * @throws ModelException if there is none of this name, or it cannot be served
     */
    ServedModel load(String name) throws ModelException;

    /** Loads models out of a repository. */
    static ModelLoader from(ModelRepository repository, DecodeLimits limits) {
        return name -> ServedModel.load(repository.find(name), limits);
    }
}
