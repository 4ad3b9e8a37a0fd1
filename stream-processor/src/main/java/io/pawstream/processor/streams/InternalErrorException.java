package io.pawstream.processor.streams;

/**
 * A record made our own code fail in a way that nobody foresaw: a defect, not a fault of what the service depends on. The
 * message is the class and message of the innermost cause.
 */
final class InternalErrorException extends RuntimeException {

    InternalErrorException(Throwable cause) {
        super(innermost(cause).toString(), cause);
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
