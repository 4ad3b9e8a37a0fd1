package io.pawstream.vision.inference;

import org.jspecify.annotations.Nullable;

/** Thrown if the network fails on a batch. */
public final class InferenceException extends Exception {

    /**
     * Creates an exception.
     *
     * @param message the message of the engine, or what is wrong with the network's output
     * @param cause the exception of the engine; absent if the network's output is invalid
     */
    public InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
