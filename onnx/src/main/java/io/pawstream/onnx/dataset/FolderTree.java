package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The folders of a source.
 *
 * @param images paths of the files with the extension of an image, or of all files if there are none
 * @param others paths of the other files, and of empty folders followed by an empty name
 * @param root number of the folders above all images and empty folders
 */
record FolderTree(List<List<String>> images, List<List<String>> others, int root) {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp");

    /** Lists the folders of a source. */
    static FolderTree of(ImageSource source) {
        List<List<String>> files = IntStream.range(0, source.size())
                .mapToObj(index -> parts(source.get(index).name()))
                .toList();
        List<List<String>> empty = source.emptyFolders().stream()
                .map(folder -> parts(folder + "/"))
                .toList();
        boolean extensions = files.stream().anyMatch(FolderTree::isImage);
        List<List<String>> images =
                files.stream().filter(file -> !extensions || isImage(file)).toList();
        List<List<String>> others = Stream.concat(
                        files.stream().filter(file -> extensions && !isImage(file)), empty.stream())
                .toList();
        return new FolderTree(
                images,
                others,
                common(Stream.concat(images.stream(), empty.stream()).toList()));
    }

    /** {@return the parts of a path; the last one is the name of the file, empty for a folder} */
    static List<String> parts(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    private static boolean isImage(List<String> path) {
        String name = path.get(path.size() - 1).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** {@return the number of first folders that all paths have in common} */
    private static int common(List<List<String>> paths) {
        List<String> first = paths.get(0);
        int common = first.size() - 1;
        for (List<String> path : paths) {
            int same = 0;
            while (same < Math.min(common, path.size() - 1) && path.get(same).equals(first.get(same))) {
                same++;
            }
            common = same;
        }
        return common;
    }
}
