package io.pawstream.contract.event;

/** A record is not the event that it says it is; the message says what is wrong with it. */
public final class MalformedEventException extends Exception {

    public MalformedEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
