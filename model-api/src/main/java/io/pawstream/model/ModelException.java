package io.pawstream.model;

/** A model cannot be had; the message names the model, what is wrong with it and what would be right. */
public final class ModelException extends Exception {

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
