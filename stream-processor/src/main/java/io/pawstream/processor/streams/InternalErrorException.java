package io.pawstream.processor.streams;

/**
 * The service threw an unexpected exception on a record: a defect, not a failure of a dependency. The message is the class
 * and message of the innermost cause.
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
