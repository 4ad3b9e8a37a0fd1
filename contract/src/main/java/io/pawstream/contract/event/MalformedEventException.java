package io.pawstream.contract.event;

import org.jspecify.annotations.Nullable;

/** Thrown if a record or a JSON document is not the event that it should contain. */
public final class MalformedEventException extends Exception {

    /**
     * Creates an exception.
     *
     * @param message what is malformed and what is expected
     * @param cause the exception of the parser; absent if the parser succeeded but the content is invalid
     */
    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
