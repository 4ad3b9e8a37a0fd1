package io.pawstream.sources;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The folders of a source without files. */
final class EmptyFolders {

    private EmptyFolders() {}

    /**
     * Returns the folders without any file.
     *
     * @param folders paths of folders
     * @param images the files of the source
     * @return the paths of those that contain none of them, neither directly nor in a folder within, sorted
     */
    static List<String> of(Collection<String> folders, Collection<SourceImage> images) {
        Set<String> used = new HashSet<>();
        for (SourceImage image : images) {
            String path = image.name();
            for (int end = path.lastIndexOf('/'); end > 0 && used.add(path.substring(0, end)); ) {
                end = path.lastIndexOf('/', end - 1);
            }
        }
        return folders.stream()
                .filter(folder -> !used.contains(folder))
                .sorted()
                .toList();
    }
}
