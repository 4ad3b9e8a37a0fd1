package io.pawstream.sources;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A list of encoded images in a stable order. Safe for use by several threads.
 *
 * <pre>{@code
 * try (ImageSource source = ImageSource.open("photos.zip", 1)) {
 *     byte[] jpeg = source.get(0).read();
 * }
 * }</pre>
 */
public interface ImageSource extends Closeable {

    /** What {@link #open} calls the source that draws. */
    String DRAWN = "drawn";

    /** Number of images; {@link Integer#MAX_VALUE} if there is no end to them. */
    int size();

    /** Whether the source draws as many images as are read, and has no files. */
    default boolean isEndless() {
        return size() == Integer.MAX_VALUE;
    }

    /**
     * The image at an index, 0 to {@code size() - 1}. Files come sorted by name.
     *
     * @throws IndexOutOfBoundsException if the index is outside that range
     */
    SourceImage get(int index);

    /**
     * Opens what a user names: a folder, a zip archive, or {@value #DRAWN}.
     *
     * @param what path of a folder or a zip file, or {@value #DRAWN}
     * @param seed seed of the drawn images; files have no use for it
     * @throws IOException if there is no such thing or it cannot be read; the message says what would be right
     */
    static ImageSource open(String what, long seed) throws IOException {
        if (what.equals(DRAWN)) {
            return new DrawnSource(seed);
        }
        Path path = path(what);
        if (Files.isDirectory(path)) {
            return new FolderSource(path);
        }
        if (Files.isRegularFile(path)) {
            return new ZipSource(path);
        }
        throw new IOException("no images at \"" + what + "\": it must be a folder, a zip file or the word " + DRAWN);
    }

    private static Path path(String what) throws IOException {
        try {
            return Path.of(what);
        } catch (InvalidPathException e) {
            throw new IOException("no images at \"" + what + "\": " + e.getReason(), e);
        }
    }
}
