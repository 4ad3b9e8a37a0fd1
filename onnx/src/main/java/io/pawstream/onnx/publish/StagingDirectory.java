package io.pawstream.onnx.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The hidden directory of one publication, {@code .NAME.ID.new} in the repository. Publications of the same name do not
 * share it: the last one replaces the models of the others. It is deleted when the JVM exits, for instance on Ctrl-C.
 */
final class StagingDirectory implements AutoCloseable {

    /** Age of the directory of a killed process; the next publication of the name deletes it. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    /** Maximum number of attempts to replace a model while other publications do the same. */
    private static final int ATTEMPTS = 100;

    private static final String STAGED = ".new";
    private static final String REPLACED = ".old";

    private final Path path;
    private final Path target;
    private final Path replaced;
    private final Thread hook = new Thread(this::discard, "pawstream-staging");
    private boolean discarded;

    private StagingDirectory(Path repository, String name) {
        String id = "." + name + "." + UUID.randomUUID();
        this.path = repository.resolve(id + STAGED);
        this.replaced = repository.resolve(id + REPLACED);
        this.target = repository.resolve(name);
    }

    /**
     * Creates an empty directory, with the permissions of any new directory, because it becomes that of the model.
     *
     * @param repository directory of the repository, created if missing
     * @param name name of the model
     * @return the directory, to be closed after use
     * @throws IOException if the directory cannot be created
     */
    static StagingDirectory create(Path repository, String name) throws IOException {
        Files.createDirectories(repository);
        deleteLeftBehind(repository, name);
        StagingDirectory staging = new StagingDirectory(repository, name);
        Files.createDirectory(staging.path);
        try {
            Runtime.getRuntime().addShutdownHook(staging.hook);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down.
        }
        return staging;
    }

    private static void deleteLeftBehind(Path repository, String name) throws IOException {
        List<Path> hidden;
        try (Stream<Path> files = Files.list(repository)) {
            hidden = files.filter(file -> isStaging(file.getFileName().toString(), name))
                    .toList();
        }
        Instant limit = Instant.now().minus(LEFT_BEHIND);
        for (Path file : hidden) {
            try {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    delete(file);
                }
            } catch (IOException e) {
                // Another publication deletes it, or it belongs to another user. It is in nobody's way.
            }
        }
    }

    /** A name of a model has no dot, so the names of other models have another prefix. */
    private static boolean isStaging(String file, String name) {
        return file.startsWith("." + name + ".") && (file.endsWith(STAGED) || file.endsWith(REPLACED));
    }

    /** {@return the directory} */
    Path path() {
        return path;
    }

    /**
     * Renames the directory to the name of the model. An existing model is replaced, and remains if this fails.
     *
     * @return the directory of the model
     * @throws IOException if the directory cannot be renamed, or is deleted already because the JVM exits
     */
    synchronized Path rename() throws IOException {
        if (discarded) {
            throw new IOException("cannot publish " + target + ": interrupted");
        }
        for (int attempt = 1; !isRenamed(attempt); attempt++) {
            delete(replaced);
        }
        delete(replaced);
        return target;
    }

    /** {@return true if the directory has been renamed; false if another publication created the model meanwhile} */
    private boolean isRenamed(int attempt) throws IOException {
        boolean replaces = isMovedAside();
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            boolean published = Files.exists(target);
            if (published && attempt < ATTEMPTS) {
                return false;
            }
            if (replaces && !published) {
                Files.move(replaced, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    /** {@return true if there was a model, which has another name now} */
    private boolean isMovedAside() throws IOException {
        try {
            Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Deletes the directory, unless it is renamed. */
    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down.
        }
        delete(path);
    }

    /** Deletes the directory while another thread may still write to it. */
    private synchronized void discard() {
        discarded = true;
        for (int attempt = 1; attempt <= ATTEMPTS && Files.exists(path); attempt++) {
            try {
                delete(path);
            } catch (IOException e) {
                // A file was created after the directory was listed. The next publication deletes what remains.
            }
        }
    }

    /**
     * Deletes a directory and what is in it.
     *
     * @param directory the directory; it may not exist
     * @throws IOException if a file cannot be deleted
     */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
