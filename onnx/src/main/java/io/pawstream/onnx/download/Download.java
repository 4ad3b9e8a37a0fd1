package io.pawstream.onnx.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Gets published files once and keeps them in a folder. A file appears there when it is complete and its checksum is
 * right; until then it grows beside as {@code NAME.part}, where the next try goes on after a cut.
 *
 * <pre>{@code
 * Download download = new Download(Download.defaultCache(), (bytes, total) -> {});
 * Path archive = download.get(PublishedArchive.at(PublishedArchive.ADDRESS));
 * }</pre>
 */
public final class Download {

    /** A connection on which nothing comes for so long is dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path cache;
    private final DownloadProgress progress;
    private final Duration patience;

    /**
     * Downloads into a folder.
     *
     * @param cache where files are kept; made if need be
     */
    public Download(Path cache, DownloadProgress progress) {
        this(cache, progress, PATIENCE);
    }

    Download(Path cache, DownloadProgress progress, Duration patience) {
        this.cache = cache;
        this.progress = progress;
        this.patience = patience;
    }

    /** Where files are kept unless a user says otherwise: {@code ~/.cache/pawstream}. */
    public static Path defaultCache() {
        return Path.of(System.getProperty("user.home"), ".cache", "pawstream");
    }

    /** The file, if it is in the cache and its checksum is right. */
    public Optional<Path> find(PublishedFile file) throws IOException {
        Path kept = cache.resolve(file.name());
        boolean right = Files.isRegularFile(kept) && file.checksumOf(kept).equals(file.checksum());
        return right ? Optional.of(kept) : Optional.empty();
    }

    /**
     * The file, from the cache or downloaded.
     *
     * @return the file in the cache
     * @throws IOException if it cannot be had; the message says why, and whether a further try goes on where this ended
     */
    public Path get(PublishedFile file) throws IOException {
        Optional<Path> kept = find(file);
        return kept.isPresent() ? kept.get() : download(file);
    }

    private Path download(PublishedFile file) throws IOException {
        Path part = cache.resolve(file.name() + ".part");
        Path etag = cache.resolve(file.name() + ".part.etag");
        try (FileChannel out = open(part)) {
            lock(out, part);
            try {
                new Transfer(file, part, out, etag, progress, patience).run();
            } finally {
                // What holds nothing helps no further try.
                if (out.size() == 0) {
                    Files.deleteIfExists(part);
                    Files.deleteIfExists(etag);
                }
            }
        }
        Files.deleteIfExists(etag);
        String received = file.checksumOf(part);
        if (!received.equals(file.checksum())) {
            Files.delete(part);
            throw new IOException(file.address() + " has " + file.algorithm() + " " + received
                    + ", but the published file has " + file.checksum() + "; it was damaged on its way or replaced,"
                    + " and what came is deleted");
        }
        return Files.move(
                part, cache.resolve(file.name()), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private FileChannel open(Path part) throws IOException {
        try {
            if (!Files.isDirectory(cache)) {
                // Java 17 refuses a folder that is there if its path is a link.
                Files.createDirectories(cache);
            }
            return FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            // The message of most of these is a path alone; their class says what is wrong with it.
            throw new IOException("cannot write to the folder " + cache + ": " + e, e);
        }
    }

    private static void lock(FileChannel out, Path part) throws IOException {
        try {
            // A byte that no file has: on Windows nobody could read what is locked.
            if (out.tryLock(Long.MAX_VALUE - 1, 1, false) != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it: the same answer as for another process.
        }
        throw new IOException("another download is writing " + part + "; wait for its end");
    }
}
