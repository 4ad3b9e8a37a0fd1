package io.pawstream.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** All files below a directory, sorted by name. Hidden files and links to other directories are skipped. */
public final class FolderSource implements ImageSource {

    private final List<SourceImage> images;
    private final List<String> emptyFolders;
    private final Links links = new Links();

    /**
     * Lists the directory.
     *
     * @param directory the directory; may be a link
     * @throws IOException if the directory cannot be listed or contains no files
     */
    public FolderSource(Path directory) throws IOException {
        // Names start with the name of the directory, so that a directory "cat" labels its own files.
        Path own = directory.toAbsolutePath().normalize().getFileName();
        String prefix = own == null ? "" : own + "/";
        // Resolve the link first, because a walk does not follow links, not even at its start.
        try {
            Path top = directory.toRealPath();
            try (Stream<Path> files = Files.walk(top)) {
                List<Path> visible = files.filter(file -> !FileImage.isHidden(relative(top, file)))
                        .toList();
                images = visible.stream()
                        .filter(file -> isFile(top, file))
                        .<SourceImage>map(file -> new FileImage(
                                prefix + relative(top, file),
                                Optional.of(file.toUri()),
                                file.toFile().length(),
                                () -> Files.readAllBytes(file)))
                        .sorted(Comparator.comparing(SourceImage::name))
                        .toList();
                emptyFolders = EmptyFolders.of(
                        visible.stream()
                                .filter(file -> !file.equals(top) && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                                .map(folder -> prefix + relative(top, folder))
                                .toList(),
                        images);
            }
        } catch (UncheckedIOException e) {
            throw unreadable(directory, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        if (images.isEmpty()) {
            throw new IOException("directory " + directory + " contains no files" + links.reason());
        }
    }

    private boolean isFile(Path top, Path file) {
        boolean isFile = Files.isRegularFile(file);
        if (!isFile && Files.isSymbolicLink(file)) {
            links.add(relative(top, file));
        }
        return isFile;
    }

    private static String relative(Path top, Path file) {
        return top.relativize(file).toString().replace('\\', '/');
    }

    private static IOException unreadable(Path directory, IOException e) {
        return new IOException(
                "cannot read directory " + directory + ": " + FileErrors.reason(e) + " (" + e.getMessage() + ")", e);
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
    public List<String> emptyFolders() {
        return emptyFolders;
    }

    @Override
    public Optional<String> warning() {
        return links.warning();
    }

    @Override
    public void close() {
        // Each file is open only while it is read.
    }
}
