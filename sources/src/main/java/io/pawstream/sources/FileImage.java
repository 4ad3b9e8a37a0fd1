package io.pawstream.sources;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An image that is a file: its label is the name of the folder it lies in, when that is a class.
 *
 * @param name path within its source
 * @param address where it lies, if not within another file
 * @param content reads it
 */
record FileImage(String name, Optional<URI> address, Content content) implements SourceImage {

    /** Reads the bytes. */
    interface Content {
        byte[] read() throws IOException;
    }

    @Override
    public Optional<String> label() {
        String[] path = name.split("/", -1);
        String folder = path.length < 2 ? "" : path[path.length - 2].toLowerCase(Locale.ROOT);
        return switch (folder) {
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

    /** Whether a path has a part that its owner hides, or that macOS adds to its archives. */
    static boolean isHidden(String name) {
        return Arrays.stream(name.split("/", -1)).anyMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    }
}
