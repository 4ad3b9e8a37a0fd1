package io.pawstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Turns an exception into one line for users: what failed and why. */
public final class ErrorMessages {

    private ErrorMessages() {}

    /**
     * The message for an exception.
     *
     * @param e any exception
     * @return path and reason for a file that is missing or not accessible; otherwise the exception's message, or its
     *     class name if it has no message
     */
    public static String of(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return of(cause);
        }
        if (e instanceof FileSystemException file) {
            return ofFile(file);
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.toString() : message;
    }

    // The message of these exceptions is the path alone.
    private static String ofFile(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return e.getFile() + ": no such file";
        }
        if (e instanceof AccessDeniedException) {
            return e.getFile() + ": access denied";
        }
        return e.getReason() == null ? e.toString() : e.getFile() + ": " + e.getReason();
    }
}
