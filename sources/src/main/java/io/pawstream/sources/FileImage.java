package io.pawstream.sources;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * An image in a file. Its label is the name of its folder.
 *
 * @param name path within its source, with forward slashes
 * @param address URI of the file; empty for a file within an archive
 * @param bytes size of the file in bytes
 * @param content reads the file
 */
record FileImage(String name, Optional<URI> address, long bytes, Content content) implements SourceImage {

    /** Maximum size of a file: an entry of an archive can decompress to a thousand times its size. */
    static final int MAX_BYTES = 64 << 20;

    /** Reads the bytes of a file. */
    interface Content {
        byte[] read() throws IOException;
    }

    @Override
    public Optional<String> label() {
        String[] path = name.split("/", -1);
        return path.length < 2 || path[path.length - 2].isEmpty()
                ? Optional.empty()
                : Optional.of(path[path.length - 2]);
    }

    @Override
    public byte[] read() throws IOException {
        try {
            if (bytes > MAX_BYTES) {
                throw new IOException("its size of " + bytes + " bytes exceeds the limit of " + MAX_BYTES + " bytes");
            }
            return content.read();
        } catch (IOException e) {
            throw new IOException("cannot read " + name + ": " + FileErrors.reason(e), e);
        }
    }

    /** {@return whether a part of a path starts with a dot, or is a directory that macOS adds to archives} */
    static boolean isHidden(String name) {
        return Arrays.stream(name.split("/", -1)).anyMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    }
}
