package io.pawstream.contract.event;

import org.jspecify.annotations.Nullable;

/** A record or a JSON document cannot be parsed as the event that it should contain. */
public final class MalformedEventException extends Exception {

    /**
     * Creates an exception.
     *
     * @param message what is malformed and what is expected
     * @param cause the exception of the parser; absent if the content itself was checked
     */
    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
