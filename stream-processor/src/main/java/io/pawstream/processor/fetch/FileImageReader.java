package io.pawstream.processor.fetch;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.pawstream.contract.event.RejectionReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Reads regular files below a root directory; rejects paths that leave it through {@code ..} or a symbolic link. */
final class FileImageReader implements ImageReader {

    private final Path root;
    private final int maxBytes;

    /**
     * Creates a reader.
     *
     * @param root the root directory
     * @param maxBytes maximum size of a file in bytes, 1 to 2147483646
     * @throws IllegalArgumentException if {@code root} is not a directory
     */
    FileImageReader(Path root, int maxBytes) {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException(
                    "pawstream.references.file-root is \"" + root + "\"; it must be an existing directory");
        }
        this.root = root.toAbsolutePath().normalize();
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] read(URI uri, int earlierAttempts) throws FetchRejectedException, IOException {
        Path realRoot = realRoot();
        Path named = path(uri);
        // Check before any access, so that the result does not reveal whether a file outside the root exists.
        if (!named.startsWith(root) && !named.startsWith(realRoot)) {
            throw outside();
        }
        Path file = real(named);
        if (!file.startsWith(realRoot)) {
            throw outside();
        }
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new FetchRejectedException(RejectionReason.REFERENCE_NOT_ALLOWED, "not a regular file");
        }
        byte[] data = read(file);
        if (data.length > maxBytes) {
            throw new FetchRejectedException(
                    RejectionReason.TOO_MANY_BYTES,
                    "more than " + maxBytes + " bytes, the limit for referenced images");
        }
        return data;
    }

    private Path realRoot() throws IOException {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            throw new IOException("the root directory of referenced files is missing", e);
        }
    }

    private static Path path(URI uri) throws FetchRejectedException {
        try {
            return Path.of(uri).normalize();
        } catch (IllegalArgumentException e) {
            throw new FetchRejectedException(
                    RejectionReason.REFERENCE_NOT_ALLOWED, Objects.toString(e.getMessage(), "invalid path"));
        }
    }

    /** Resolves links. A failure is caused by the path, because the root exists and no file is opened. */
    private static Path real(Path named) throws FetchRejectedException, IOException {
        try {
            return named.toRealPath();
        } catch (FileSystemException e) {
            throw notFound(e);
        }
    }

    /** Reads a file. The message of an error does not contain its path, which may differ from the one in the event. */
    private byte[] read(Path file) throws FetchRejectedException, IOException {
        try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
            return in.readNBytes(maxBytes + 1);
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw notFound(e);
        } catch (FileSystemException e) {
            throw new IOException("cannot read the file: " + Objects.toString(e.getReason(), "I/O error"), e);
        }
    }

    private static FetchRejectedException outside() {
        return new FetchRejectedException(
                RejectionReason.REFERENCE_NOT_ALLOWED, "path is outside the root directory of referenced files");
    }

    private static FetchRejectedException notFound(FileSystemException e) {
        return new FetchRejectedException(
                RejectionReason.REFERENCE_NOT_FOUND,
                e instanceof AccessDeniedException ? "access denied" : "file not found");
    }
}
