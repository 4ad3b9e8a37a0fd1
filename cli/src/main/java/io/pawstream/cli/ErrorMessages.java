package io.pawstream.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Messages of exceptions as users read them: what failed and why, in one line. */
public final class ErrorMessages {

    private ErrorMessages() {}

    /** The message of an exception; for a file that is missing or not accessible, its path and the reason. */
    public static String of(Exception e) {
        if (e instanceof FileSystemException file) {
            String reason = e instanceof NoSuchFileException
                    ? "no such file"
                    : e instanceof AccessDeniedException ? "access denied" : file.getReason();
            return reason == null ? e.toString() : file.getFile() + ": " + reason;
        }
        // An exception without a message is a defect; its class says more than nothing.
        return e.getMessage() == null
                        || (e instanceof IOException && e.getMessage().isBlank())
                ? e.toString()
                : e.getMessage();
    }
}
