package io.pawstream.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** All files below a folder, sorted by name. Hidden files and links to other folders are skipped. */
public final class FolderSource implements ImageSource {

    private final List<SourceImage> images;

    /**
     * Lists the folder.
     *
     * @param folder the folder; may be a link
     * @throws IOException if the folder cannot be listed or contains no files
     */
    public FolderSource(Path folder) throws IOException {
        // Names start with the name of the folder, so that a folder "cat" labels its own files.
        Path own = folder.toAbsolutePath().normalize().getFileName();
        String prefix = own == null ? "" : own + "/";
        // Resolve links, because a walk does not follow them, not even at its start.
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
            throw unreadable(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        if (images.isEmpty()) {
            throw new IOException("folder " + folder + " contains no files");
        }
    }

    private static String relative(Path top, Path file) {
        return top.relativize(file).toString().replace('\\', '/');
    }

    private static IOException unreadable(Path folder, IOException e) {
        return new IOException(
                "cannot read folder " + folder + ": " + FileErrors.reason(e) + " (" + e.getMessage() + ")", e);
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
        // Each file is open only while it is read.
    }
}
