package io.pawstream.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * All files in a zip archive, sorted by name. Files are read without extracting the archive; hidden ones are skipped.
 */
public final class ZipSource implements ImageSource {

    /** Maximum size of a decompressed file: an entry can decompress to a thousand times its size. */
    private static final int MAX_FILE_BYTES = 64 << 20;

    private final ZipFile zip;
    private final List<SourceImage> images;

    /**
     * Opens the archive and reads its directory.
     *
     * @param file a zip archive
     * @throws IOException if the file cannot be read, is not a zip archive or contains no files
     */
    public ZipSource(Path file) throws IOException {
        zip = open(file);
        images = zip.stream()
                .filter(entry -> !entry.isDirectory() && !FileImage.isHidden(entry.getName()))
                .<SourceImage>map(entry -> new FileImage(entry.getName(), Optional.empty(), () -> read(entry)))
                .sorted(Comparator.comparing(SourceImage::name))
                .toList();
        if (images.isEmpty()) {
            zip.close();
            throw new IOException("zip archive " + file + " contains no files");
        }
    }

    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new IOException(
                    file + " is not a zip archive (" + e.getMessage() + "); use a directory or a zip archive of images",
                    e);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }

    private byte[] read(ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new IOException("its size exceeds the limit of " + MAX_FILE_BYTES + " bytes");
            }
            return bytes;
        } catch (IllegalStateException e) {
            // ZipFile throws this once it is closed, for instance if a program ends while another thread reads.
            throw new IOException("the archive is closed", e);
        }
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
    public void close() throws IOException {
        zip.close();
    }
}
