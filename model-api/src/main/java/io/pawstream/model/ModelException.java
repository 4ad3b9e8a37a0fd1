package io.pawstream.model;

/** Thrown if a model cannot be found, read or loaded. The message names the model and the error. */
public final class ModelException extends Exception {

    /**
     * Creates an exception for a missing or invalid model.
     *
     * @param message the model, what is wrong and what is allowed
     */
    public ModelException(String message) {
        super(message);
    }

    /**
     * Creates an exception for a model that cannot be read or loaded.
     *
     * @param message the model and what failed
     * @param cause the exception of the file system, the JSON parser or the inference engine
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
