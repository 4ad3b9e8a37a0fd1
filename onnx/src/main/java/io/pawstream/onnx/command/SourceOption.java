package io.pawstream.onnx.command;

import io.pawstream.onnx.download.Download;
import io.pawstream.onnx.download.PublishedArchive;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where images come from. */
public final class SourceOption {

    static final String PUBLISHED = "published";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "ZIP|FOLDER|published|drawn",
            description = "images, each in a folder named Cat or Dog; \"published\" is the archive that"
                    + " ./pawstream data download has fetched, \"drawn\" draws them")
    private String data;

    /**
     * Opens it.
     *
     * @param seed seed of drawn images
     */
    public ImageSource open(long seed) throws IOException {
        if (!data.equals(PUBLISHED)) {
            return ImageSource.open(data, seed);
        }
        Path archive = Download.defaultCache().resolve(PublishedArchive.NAME);
        if (!Files.isRegularFile(archive)) {
            throw new IOException("the published archive is not at " + archive
                    + "; fetch it with ./pawstream data download, or name another place with --data");
        }
        return ImageSource.open(archive.toString(), seed);
    }

    /** What cards call it: the last part of its path. */
    public String name() {
        return data.equals(PUBLISHED)
                ? PublishedArchive.NAME
                : Path.of(data).getFileName().toString();
    }

    /** As the user named it. */
    @Override
    public String toString() {
        return data;
    }
}
