package io.pawstream.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Files and directories of a run that must not outlive it. Their owners delete them. If the process has to end before
 * that, {@link #deleteAll} does.
 */
public final class Leftovers {

    private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

    private Leftovers() {}

    /**
     * Registers a path.
     *
     * @param path a file or directory of this run, which may not exist yet
     * @return the same path
     */
    public static Path add(Path path) {
        PATHS.add(path);
        return path;
    }

    /**
     * Deletes a file or a directory with everything in it, and forgets it.
     *
     * @param path the path, which may not exist
     * @throws IOException if a file cannot be deleted
     */
    public static void delete(Path path) throws IOException {
        PATHS.remove(path);
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Deletes all registered paths as far as possible. */
    static void deleteAll() {
        for (Path path : PATHS) {
            try {
                delete(path);
            } catch (IOException | RuntimeException e) {
                // A thread of the broker may still write to its directory.
                System.err.println("cannot delete " + path + ": " + e);
            }
        }
    }
}
