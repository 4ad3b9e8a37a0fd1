package io.pawstream.trainer.mobilenet;

import io.pawstream.onnx.download.Download;
import io.pawstream.onnx.download.DownloadProgress;
import io.pawstream.onnx.download.PublishedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Downloads the weights published by Keras once and caches them. */
public final class WeightsDownload {

    /** URL of the directory where Keras publishes its weights. */
    public static final URI PUBLISHED =
            URI.create("https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v3/");

    private final URI directory;
    private final Download download;

    /**
     * Creates a download.
     *
     * @param directory URL of the directory of the files; ends with a slash
     * @param cache directory of the cache, created if missing
     * @param progress receives the number of bytes
     */
    public WeightsDownload(URI directory, Path cache, DownloadProgress progress) {
        this.directory = directory;
        this.download = new Download(cache, progress);
    }

    /**
     * Returns the weights of a variant.
     *
     * @param variant the variant
     * @return path of the file in the cache
     * @throws IOException if the weights cannot be downloaded; the message explains how to use a local file
     */
    public Path get(Variant variant) throws IOException {
        return get(variant.fileName(), variant.md5());
    }

    Path get(String name, String md5) throws IOException {
        try {
            return download.get(new PublishedFile(name, directory.resolve(name), "MD5", md5));
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; to use a local file, pass --base-weights FILE", e);
        }
    }
}
