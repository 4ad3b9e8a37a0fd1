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

/** Reads regular files below one folder; a way out of it, by {@code ..} or by a symbolic link, is refused. */
final class FileImages implements ImageReader {

    private final Path root;
    private final int maxBytes;

    /**
     * A reader.
     *
     * @throws IllegalArgumentException if there is no such folder
     */
    FileImages(Path root, int maxBytes) {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException(
                    "pawstream.references.file-root is \"" + root + "\"; it must be a folder");
        }
        this.root = root.toAbsolutePath().normalize();
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] read(URI address, int earlierTries) throws FetchRejectedException, IOException {
        Path realRoot;
        try {
            realRoot = root.toRealPath();
        } catch (IOException e) {
            throw new IOException("the folder of referenced files is not there", e);
        }
        Path named = path(address);
        // Before the file system is asked, so that nothing tells whether a file is there that may not be read.
        if (!named.startsWith(root) && !named.startsWith(realRoot)) {
            throw outside();
        }
        Path file = real(named);
        if (!file.startsWith(realRoot)) {
            throw outside();
        }
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new FetchRejectedException(RejectionReason.REFERENCE_NOT_ALLOWED, "it is not a regular file");
        }
        byte[] data = read(file);
        if (data.length > maxBytes) {
            throw new FetchRejectedException(
                    RejectionReason.TOO_MANY_BYTES, "more bytes than the limit for referenced images, " + maxBytes);
        }
        return data;
    }

    private static Path path(URI address) throws FetchRejectedException {
        try {
            return Path.of(address).normalize();
        } catch (IllegalArgumentException e) {
            throw new FetchRejectedException(RejectionReason.REFERENCE_NOT_ALLOWED, e.getMessage());
        }
    }

    /** Resolving opens no file and the folder is there, so what goes wrong is the path's own fault. */
    private static Path real(Path named) throws FetchRejectedException, IOException {
        try {
            return named.toRealPath();
        } catch (FileSystemException e) {
            throw notFound(e);
        }
    }

    private byte[] read(Path file) throws FetchRejectedException, IOException {
        try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
            return in.readNBytes(maxBytes + 1);
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw notFound(e);
        }
    }

    private static FetchRejectedException outside() {
        return new FetchRejectedException(
                RejectionReason.REFERENCE_NOT_ALLOWED, "it leads out of the folder of referenced files");
    }

    private static FetchRejectedException notFound(FileSystemException e) {
        String problem = e instanceof AccessDeniedException ? "access to the file is denied" : "there is no such file";
        return new FetchRejectedException(RejectionReason.REFERENCE_NOT_FOUND, problem);
    }
}
