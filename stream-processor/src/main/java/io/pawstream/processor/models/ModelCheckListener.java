package io.pawstream.processor.models;

/** Receives the result of each check of a model in the repository. */
@FunctionalInterface
public interface ModelCheckListener {

    /**
     * Called after a new or changed model was checked.
     *
     * @param passed whether the model can be loaded
     */
    void checked(boolean passed);
}
