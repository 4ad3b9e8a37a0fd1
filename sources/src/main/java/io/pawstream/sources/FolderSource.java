package io.pawstream.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All files below a folder, sorted by name; what is hidden and links to further folders are passed over. */
public final class FolderSource implements ImageSource {

    private final List<SourceImage> images;

    /**
     * Lists the folder.
     *
     * @throws IOException if the folder cannot be listed or holds no file
     */
    public FolderSource(Path folder) throws IOException {
        // Names begin with the folder's own name, so that a folder "cat" labels what lies in it.
        Path own = folder.toAbsolutePath().normalize().getFileName();
        String prefix = own == null ? "" : own + "/";
        // The real path, because a walk does not follow a link, not even where it starts.
        try {
            Path top = folder.toRealPath();
            try (Stream<Path> files = Files.walk(top)) {
                images = files.filter(Files::isRegularFile)
                        .filter(file -> !FileImage.isHidden(relative(top, file)))
                        .<SourceImage>map(file -> new FileImage(
                                prefix + relative(top, file),
                                Optional.of(file.toUri()),
                                () -> Files.readAllBytes(file)))
                        .sorted(Comparator.comparing(SourceImage::name))
                        .toList();
            }
        } catch (UncheckedIOException e) {
            throw unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        if (images.isEmpty()) {
            throw new IOException("the folder " + folder + " holds no file");
        }
    }

    private static String relative(Path top, Path file) {
        return top.relativize(file).toString().replace('\\', '/');
    }

    private static IOException unreadable(Path folder, IOException e) {
        return new IOException(
                "cannot read the folder " + folder + ": " + FileErrors.reason(e) + " (" + e.getMessage() + ")", e);
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public SourceImage get(int index) {
        return images.get(index);
    }

    @Override
    public void close() {
        // Files are opened one by one as they are read.
    }
}
