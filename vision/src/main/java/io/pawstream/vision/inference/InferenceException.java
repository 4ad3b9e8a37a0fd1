package io.pawstream.vision.inference;

/** The network failed on a batch; the message is the engine's. */
public final class InferenceException extends Exception {

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
