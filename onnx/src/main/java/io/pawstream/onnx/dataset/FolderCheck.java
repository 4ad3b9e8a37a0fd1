package io.pawstream.onnx.dataset;

import io.pawstream.model.ClassNames;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rejects folders that are not those of classes, and explains what to do.
 *
 * @param tree all folders
 * @param depth number of folders above those of the classes
 * @param classes names of the classes that were found
 */
record FolderCheck(FolderTree tree, int depth, List<String> classes) {

    /** A file whose name begins with its class, for instance {@code cat.0.jpg}. */
    private static final Pattern NAMED_AFTER_CLASS =
            Pattern.compile("(?<class>\\p{L}[\\p{L}_-]*?)(?<separator>[._-]?)\\d+\\.\\w+");

    /** Maximum number of classes in a message. */
    private static final int MAX_NAMES = 4;

    /** Requires that each folder has a name that a class may have. */
    void requireNames() throws IOException {
        for (String name : classes) {
            if (!ClassNames.isName(name)) {
                throw new IOException("the name of the class folder \"" + ClassNames.excerpt(name)
                        + "\" cannot be that of a class: " + ClassNames.RULE + "; rename the folder");
            }
        }
    }

    /** Requires that images are not side by side in one folder with their classes in their names, as Kaggle has them. */
    void requireNotFlat() throws IOException {
        List<List<String>> images = tree.images().stream()
                .filter(path -> path.size() > 1
                        && (classes.isEmpty()
                                || (path.size() == depth + 2 && path.get(depth).equalsIgnoreCase("train"))))
                .toList();
        TreeMap<String, String> patterns = new TreeMap<>();
        for (List<String> path : images) {
            Matcher name = NAMED_AFTER_CLASS.matcher(path.get(path.size() - 1));
            if (name.matches()) {
                patterns.put(name.group("class"), name.group("class") + name.group("separator") + "[0-9]*");
            }
        }
        if (patterns.size() > 1 && patterns.size() * 2 <= images.size()) {
            List<String> names = patterns.keySet().stream().limit(MAX_NAMES).toList();
            throw new IOException(path(images.get(0)) + " is in no class folder; the file names begin with "
                    + patterns.size() + " classes, so put each class into a folder of its own. In the folder "
                    + folder(images.get(0), images.get(0).size() - 1) + ", run: mkdir " + String.join(" ", names)
                    + names.stream()
                            .map(name -> " && mv " + patterns.get(name) + " " + name + "/")
                            .collect(Collectors.joining())
                    + (patterns.size() > MAX_NAMES ? " && ..." : ""));
        }
    }

    /** Requires that all images of a class are directly in its folder. */
    void requireNotNested(List<List<String>> images) throws IOException {
        for (List<String> path : images) {
            if (path.size() > depth + 2) {
                throw new IOException(path(path) + " is in a folder within the class folder " + folder(path, depth + 1)
                        + "; move the images of each class directly into its folder, or pass the folder that contains"
                        + " the class folders with --data");
            }
        }
    }

    /** Requires an image in each class folder. */
    void requireImages(List<List<String>> others) throws IOException {
        for (List<String> path : others) {
            if (!classes.contains(path.get(depth))) {
                throw new IOException("the class folder " + folder(path, depth + 1)
                        + " has no images; add images to it, or delete it");
            }
        }
    }

    /** Requires at least two classes. */
    void requireTwo() throws IOException {
        List<String> image = tree.images().get(0);
        if (image.size() == 1) {
            throw new IOException(
                    path(image) + " is in no folder; put the images of each class into a folder named" + " after it");
        }
        if (classes.size() < 2) {
            String folder = folder(image, image.size() - 1);
            throw new IOException("found only one class, the folder " + folder + "; at least 2 are needed: put the"
                    + " images of each class into a folder named after it, and pass the folder that contains these"
                    + " folders with --data");
        }
    }

    private static String path(List<String> path) {
        return String.join("/", path);
    }

    private static String folder(List<String> path, int folders) {
        return String.join("/", path.subList(0, folders));
    }
}
