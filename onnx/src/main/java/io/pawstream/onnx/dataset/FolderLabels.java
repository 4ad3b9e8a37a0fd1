package io.pawstream.onnx.dataset;

import io.pawstream.cli.Printable;
import io.pawstream.model.ClassNames;
import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the class of a labeled image by its label, which is the name of its folder. */
final class FolderLabels {

    /** Maximum number of names in a message. */
    private static final int MAX_NAMES = 5;

    private final List<String> classes;
    private final ClassNames names;

    FolderLabels(List<String> classes) {
        this.classes = List.copyOf(classes);
        this.names = new ClassNames(classes);
    }

    /** {@return the index of the class of an image, from 0; -1 if it has no label, or one that is no class} */
    int indexOf(SourceImage image) {
        return image.label().map(names::indexOf).orElseGet(OptionalInt::empty).orElse(-1);
    }

    /**
     * Requires that the label of each image is a class. Other files, such as lists, may be anywhere.
     *
     * @param source the images
     * @param indices indices of the files to check
     * @param isImage checks whether bytes are an image
     * @throws IOException if there are images with other labels
     */
    void requireLabels(ImageSource source, int[] indices, Predicate<byte[]> isImage) throws IOException {
        SortedSet<String> others = new TreeSet<>();
        for (int index : indices) {
            SourceImage file = source.get(index);
            String label = file.label().orElse(null);
            if (label != null && names.indexOf(label).isEmpty() && !others.contains(label) && isImage(file, isImage)) {
                others.add(label);
            }
        }
        if (!others.isEmpty()) {
            throw new IOException("no class of the model is named " + names(others) + "; its " + classes.size()
                    + " classes are " + names(classes) + "; name each folder of images like their class");
        }
    }

    private static boolean isImage(SourceImage file, Predicate<byte[]> isImage) {
        try {
            return isImage.test(file.read());
        } catch (IOException e) {
            // The scan counts files that cannot be read.
            return false;
        }
    }

    private static String names(Collection<String> names) {
        String first = names.stream()
                .limit(MAX_NAMES)
                .map(name -> "\"" + Printable.of(name) + "\"")
                .collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? first + " and " + (names.size() - MAX_NAMES) + " more" : first;
    }
}
