package io.pawstream.sources;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An image in a file. Its label is the name of the parent directory, if that is a class.
 *
 * @param name path within its source, with forward slashes
 * @param address URI of the file; empty for a file within an archive
 * @param content reads the file
 */
record FileImage(String name, Optional<URI> address, Content content) implements SourceImage {

    /** Reads the bytes of a file. */
    interface Content {
        byte[] read() throws IOException;
    }

    @Override
    public Optional<String> label() {
        String[] path = name.split("/", -1);
        String parent = path.length < 2 ? "" : path[path.length - 2].toLowerCase(Locale.ROOT);
        return switch (parent) {
            case "cat", "cats" -> Optional.of("cat");
            case "dog", "dogs" -> Optional.of("dog");
            default -> Optional.empty();
        };
    }

    @Override
    public byte[] read() throws IOException {
        try {
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
