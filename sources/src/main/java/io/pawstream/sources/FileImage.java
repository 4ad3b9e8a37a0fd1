package io.pawstream.sources;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image in a file. Its label is the nearest of its directories that names a class, or the first word of its file
 * name.
 *
 * @param name path within its source, with forward slashes
 * @param address URI of the file; empty for a file within an archive
 * @param bytes size of the file in bytes
 * @param content reads the file
 */
record FileImage(String name, Optional<URI> address, long bytes, Content content) implements SourceImage {

    /** Maximum size of a file: an entry of an archive can decompress to a thousand times its size. */
    static final int MAX_BYTES = 64 << 20;

    /** The last directory that names a class: matches from the right because of the greedy prefix. */
    private static final Pattern DIRECTORY = Pattern.compile("(?:.*/)?(cat|dog)s?/.*", Pattern.DOTALL);

    /** A file such as {@code cat.0.jpg}, {@code dog_17.png} or {@code cat1.jpg}, but not {@code catfish.jpg}. */
    private static final Pattern FILE = Pattern.compile("(?:.*/)?(cat|dog)s?[^\\p{L}/][^/]*", Pattern.DOTALL);

    /** Reads the bytes of a file. */
    interface Content {
        byte[] read() throws IOException;
    }

    @Override
    public Optional<String> label() {
        String path = name.toLowerCase(Locale.ROOT);
        Matcher directory = DIRECTORY.matcher(path);
        if (directory.matches()) {
            return Optional.of(directory.group(1));
        }
        Matcher file = FILE.matcher(path);
        return file.matches() ? Optional.of(file.group(1)) : Optional.empty();
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
