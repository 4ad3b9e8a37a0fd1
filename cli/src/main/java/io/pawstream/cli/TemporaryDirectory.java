package io.pawstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory for temporary files, from which native libraries are loaded. */
public final class TemporaryDirectory {

    private TemporaryDirectory() {}

    /**
     * Checks that files can be created in {@code java.io.tmpdir} and that libraries can be loaded from it.
     *
     * @throws IOException if the directory does not exist, is not writable, is full or is mounted with {@code noexec};
     *     the message names it
     */
    public static void requireUsable() throws IOException {
        requireUsable(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static void requireUsable(Path directory) throws IOException {
        String name = "the directory for temporary files " + directory;
        String help = "; set another one in PAWSTREAM_JAVA_OPTS: -Djava.io.tmpdir=DIR";
        if (!Files.isDirectory(directory)) {
            throw new IOException(name + " does not exist" + help);
        }
        Path file;
        try {
            file = Files.createTempFile(directory, "pawstream-", ".so");
        } catch (IOException e) {
            throw new IOException(name + " is not writable: " + ErrorMessages.of(e) + help, e);
        }
        try {
            Files.write(file, new byte[1]);
            // On a file system that is mounted with noexec, no file is executable.
            if (file.toFile().setExecutable(true) && !Files.isExecutable(file)) {
                throw new IOException(name + " does not permit native libraries, it is mounted with noexec" + help);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
