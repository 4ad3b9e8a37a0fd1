package io.pawstream.model;

/** A model cannot be found, read or loaded. The message names the model and what is wrong with it. */
public final class ModelException extends Exception {

    /**
     * Creates an exception for a model that violates a rule.
     *
     * @param message the model, what is wrong and what is allowed
     */
    public ModelException(String message) {
        super(message);
    }

    /**
     * Creates an exception for a model that could not be read or loaded.
     *
     * @param message the model and what failed
     * @param cause the exception of the file system, the JSON parser or the engine
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
