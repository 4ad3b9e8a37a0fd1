package io.pawstream.processor.streams;

/**
 * Thrown if the service throws an unexpected exception on a record, which is a defect and not a failure of a
 * dependency. The message is the class and message of the root cause.
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
