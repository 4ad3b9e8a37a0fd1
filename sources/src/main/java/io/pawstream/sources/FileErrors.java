package io.pawstream.sources;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes I/O errors of files: the messages of some JDK exceptions consist of a path only. */
final class FileErrors {

    private FileErrors() {}

    /** {@return the reason of an error, without the path of the file} */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "file not found";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        boolean bare = e instanceof FileSystemException file && file.getReason() == null;
        return bare || e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
