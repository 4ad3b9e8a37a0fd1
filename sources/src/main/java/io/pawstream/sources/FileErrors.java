package io.pawstream.sources;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words: the messages of some of the JDK's exceptions are a path and no more. */
final class FileErrors {

    private FileErrors() {}

    /** The reason, without the path if that is all there is in the message. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        boolean bare = e instanceof FileSystemException file && file.getReason() == null;
        return bare || e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
