package io.pawstream.onnx.command;

import io.pawstream.onnx.download.Download;
import io.pawstream.onnx.download.PublishedArchive;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --data}, which selects the images of a command. */
public final class SourceOption {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "ZIP|DIR|published|drawn",
            description = "Images in one folder per class, named like the class; \"published\" is the archive cached by"
                    + " ./pawstream data download, \"drawn\" draws cats and dogs, \"drawn:cat,dog,fox\" other classes.")
    private String data;

    /**
     * Opens the source.
     *
     * @param seed seed of drawn images; files do not depend on it
     * @return the source, to be closed after use
     * @throws IOException if there are no images at the given path, or the published archive is not cached
     */
    public ImageSource open(long seed) throws IOException {
        return ImageSource.open(path(data), seed);
    }

    /**
     * Returns the path of a source.
     *
     * @param source value of an option
     * @return the path of the cached archive for {@value PublishedArchive#WORD}; otherwise the value
     * @throws IOException if the published archive is not cached
     */
    public static String path(String source) throws IOException {
        if (!source.equals(PublishedArchive.WORD)) {
            return source;
        }
        Path archive = Download.defaultCache().resolve(PublishedArchive.NAME);
        if (!Files.isRegularFile(archive)) {
            throw new IOException("published archive not found: " + archive
                    + "; download it with ./pawstream data download, or pass another path");
        }
        return archive.toString();
    }

    /** {@return the name of the source on model cards: the last element of its path} */
    public String name() {
        return name(data);
    }

    /**
     * Returns the name of a source on model cards.
     *
     * @param source value of an option
     * @return the last element of its path
     */
    public static String name(String source) {
        return source.equals(PublishedArchive.WORD) ? PublishedArchive.NAME : ImageSource.name(source);
    }

    /** {@return whether other commands accept the value for {@code --images}: it is not the word for the archive} */
    public boolean isImages() {
        return !data.equals(PublishedArchive.WORD);
    }

    /** {@return the value of the option} */
    @Override
    public String toString() {
        return data;
    }
}
