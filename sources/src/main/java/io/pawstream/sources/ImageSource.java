package io.pawstream.sources;

import io.pawstream.sources.drawing.Species;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of encoded images in a stable order. Thread-safe.
 *
 * <pre>{@code
 * try (ImageSource source = ImageSource.open("photos.zip", 1)) {
 *     byte[] jpeg = source.get(0).read();
 * }
 * }</pre>
 */
public interface ImageSource extends Closeable {

    /** The name that {@link #open} accepts for drawn images; a colon and a list of classes may follow. */
    String DRAWN = "drawn";

    /** {@return the number of images; {@link Integer#MAX_VALUE} for an endless source} */
    int size();

    /** {@return whether the source draws any number of images instead of reading files} */
    default boolean isEndless() {
        return size() == Integer.MAX_VALUE;
    }

    /**
     * Returns an image. Files are sorted by name.
     *
     * @param index 0 to {@code size() - 1}
     * @return the image, not read yet
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    SourceImage get(int index);

    /** {@return the folders without any file, also in folders within them: paths like those of the images, sorted} */
    default List<String> emptyFolders() {
        return List.of();
    }

    /** {@return a sentence for users about files that are not part of the source although they may expect it} */
    default Optional<String> warning() {
        return Optional.empty();
    }

    /**
     * Opens the source that a user has specified.
     *
     * @param what path of a directory or a zip file; {@value #DRAWN} for drawn cats and dogs, or for example
     *     {@code drawn:cat,dog,fox} for other classes
     * @param seed seed of drawn images; ignored for files
     * @return the source, to be closed
     * @throws IOException if the source does not exist or cannot be read; the message states what is allowed
     */
    static ImageSource open(String what, long seed) throws IOException {
        if (isDrawn(what)) {
            return new DrawnSource(seed, species(what));
        }
        Path path = path(what);
        if (Files.isDirectory(path)) {
            return new FolderSource(path);
        }
        if (Files.isRegularFile(path)) {
            return new ZipSource(path);
        }
        throw new IOException("no images at \"" + what + "\": it must be a directory, a zip file or \"" + DRAWN + "\"");
    }

    /**
     * Returns the name of a source on model cards.
     *
     * @param what the argument of {@link #open}
     * @return the last element of a path, or the argument itself if the source is drawn
     */
    static String name(String what) {
        return String.valueOf(Path.of(what).getFileName());
    }

    /**
     * Returns whether a source is drawn instead of read from files.
     *
     * @param what the argument of {@link #open}
     * @return true for {@value #DRAWN}, with or without classes
     */
    static boolean isDrawn(String what) {
        return what.equals(DRAWN) || what.startsWith(DRAWN + ":");
    }

    private static Collection<Species> species(String what) throws IOException {
        if (what.equals(DRAWN)) {
            return DrawnSource.DEFAULT;
        }
        Map<String, Species> known = new LinkedHashMap<>();
        for (Species species : Species.values()) {
            known.put(species.label(), species);
        }
        List<Species> drawn = new ArrayList<>();
        for (String label : what.substring(DRAWN.length() + 1).split(",", -1)) {
            Species species = known.get(label);
            if (species == null || drawn.contains(species)) {
                throw new IOException("cannot draw \"" + label + "\" of \"" + what
                        + "\"; each class must be a different one of: " + String.join(", ", known.keySet()));
            }
            drawn.add(species);
        }
        return drawn;
    }

    private static Path path(String what) throws IOException {
        try {
            return Path.of(what);
        } catch (InvalidPathException e) {
            throw new IOException("no images at \"" + what + "\": " + e.getReason(), e);
        }
    }
}
