package io.pawstream.onnx.download;

import io.pawstream.vision.CacheDirectory;
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
 * Downloads published files once and caches them in a directory. A file appears under its name only once it is complete
 * and its checksum is verified. Until then its name is {@code NAME.part}, and the next attempt resumes an interrupted
 * transfer.
 *
 * <pre>{@code
 * Download download = new Download(Download.defaultCache(), (bytes, total) -> {});
 * Path archive = download.get(PublishedArchive.at(PublishedArchive.ADDRESS));
 * }</pre>
 */
public final class Download {

    /** Time without a byte after which a connection is considered lost. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    private final Path cache;
    private final DownloadProgress progress;
    private final Duration idleTimeout;

    /**
     * Creates a download.
     *
     * @param cache directory of the cache, created if missing
     * @param progress receives the number of bytes
     */
    public Download(Path cache, DownloadProgress progress) {
        this(cache, progress, IDLE_TIMEOUT);
    }

    Download(Path cache, DownloadProgress progress, Duration idleTimeout) {
        this.cache = cache;
        this.progress = progress;
        this.idleTimeout = idleTimeout;
    }

    /** {@return the default directory of downloads} */
    public static Path defaultCache() {
        return CacheDirectory.path();
    }

    /**
     * Returns a file from the cache.
     *
     * @param file the published file
     * @return its path; empty if it is not in the cache, or its checksum differs
     * @throws IOException if the cached file cannot be read
     */
    public Optional<Path> find(PublishedFile file) throws IOException {
        Path cached = cache.resolve(file.name());
        boolean valid = Files.isRegularFile(cached) && file.checksumOf(cached).equals(file.checksum());
        return valid ? Optional.of(cached) : Optional.empty();
    }

    /**
     * Returns a file from the cache, or downloads it.
     *
     * @param file the published file
     * @return its path in the cache
     * @throws IOException if it cannot be downloaded; the message gives the reason and whether another attempt resumes
     */
    public Path get(PublishedFile file) throws IOException {
        Optional<Path> cached = find(file);
        return cached.isPresent() ? cached.get() : download(file);
    }

    private Path download(PublishedFile file) throws IOException {
        Path part = cache.resolve(file.name() + ".part");
        Path etag = cache.resolve(file.name() + ".part.etag");
        try (FileChannel out = open(part)) {
            lock(out, part);
            try {
                new Transfer(file, part, out, etag, progress, idleTimeout).run();
            } finally {
                // An empty file is of no use to the next attempt.
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
                    + ", expected " + file.checksum() + "; the file is damaged or was replaced,"
                    + " and the download is deleted");
        }
        return Files.move(
                part, cache.resolve(file.name()), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private FileChannel open(Path part) throws IOException {
        try {
            if (!Files.isDirectory(cache)) {
                // Files.createDirectories of Java 17 fails for an existing symbolic link.
                Files.createDirectories(cache);
            }
            return FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            // The message of most of these exceptions is only a path; their class names the reason.
            throw new IOException("cannot write to directory " + cache + ": " + e, e);
        }
    }

    private static void lock(FileChannel out, Path part) throws IOException {
        try {
            // Locks a byte beyond the end of any file: Windows does not let others read locked bytes.
            if (out.tryLock(Long.MAX_VALUE - 1, 1, false) != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds the lock, which is reported like another process.
        }
        throw new IOException("another download is writing " + part + "; retry when it has finished");
    }
}
