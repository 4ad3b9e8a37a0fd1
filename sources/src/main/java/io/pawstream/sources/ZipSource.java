package io.pawstream.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipException;

/**
 * All files in a zip archive, sorted by name. Files are read without extracting the archive; hidden ones and links are
 * skipped. If two files have the same name, the last one counts, as if the archive were extracted.
 */
public final class ZipSource implements ImageSource {

    private final ZipArchive archive;
    private final List<SourceImage> images;
    private final List<String> emptyFolders;
    private final Links links = new Links();

    /**
     * Opens the archive and reads its directory. A damaged file in it fails only if it is read.
     *
     * @param file a zip archive
     * @throws IOException if the file cannot be read, is not a zip archive or contains no files
     */
    public ZipSource(Path file) throws IOException {
        archive = open(file);
        try {
            ZipDirectory directory = ZipDirectory.read(archive);
            ZipNames names = new ZipNames(directory.members());
            images = images(directory, names);
            emptyFolders = EmptyFolders.of(
                    directory.members().stream()
                            .map(names::path)
                            .filter(name -> name.length() > 1 && name.endsWith("/") && !FileImage.isHidden(name))
                            .map(name -> name.substring(0, name.length() - 1))
                            .toList(),
                    images);
            if (images.isEmpty()) {
                throw new IOException("zip archive " + file + " contains no files" + links.reason());
            }
        } catch (ZipException e) {
            archive.close();
            throw new IOException(
                    file + " is not a zip archive (" + e.getMessage() + "); use a directory or a zip archive of images",
                    e);
        } catch (IOException e) {
            archive.close();
            throw e;
        }
    }

    private static ZipArchive open(Path file) throws IOException {
        try {
            return new ZipArchive(file);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }

    private List<SourceImage> images(ZipDirectory directory, ZipNames names) {
        Map<String, SourceImage> byName = new TreeMap<>();
        for (ZipMember member : directory.members()) {
            String name = names.path(member);
            if (name.endsWith("/") || FileImage.isHidden(name)) {
                continue;
            }
            if (member.isLink()) {
                links.add(name);
            } else {
                byName.put(
                        name,
                        new FileImage(
                                name, Optional.empty(), member.bytes(), () -> member.read(archive, directory.start())));
            }
        }
        return new ArrayList<>(byName.values());
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
    public void close() throws IOException {
        archive.close();
    }
}
