package io.pawstream.trainer.mobilenet;

import io.pawstream.onnx.download.Download;
import io.pawstream.onnx.download.DownloadProgress;
import io.pawstream.onnx.download.PublishedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Gets the weights that Keras publishes once and keeps them in a folder. */
public final class WeightsDownload {

    /** Where Keras publishes its weights. */
    public static final URI PUBLISHED =
            URI.create("https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v3/");

    private final URI folder;
    private final Download download;

    /**
     * A download.
     *
     * @param folder address of the folder that holds the files; ends in a slash
     * @param cache where files are kept; made if need be
     */
    public WeightsDownload(URI folder, Path cache, DownloadProgress progress) {
        this.folder = folder;
        this.download = new Download(cache, progress);
    }

    /**
     * The weights of a variant.
     *
     * @return the file in the cache
     * @throws IOException if they cannot be had; the message says how to do without the network
     */
    public Path get(Variant variant) throws IOException {
        return get(variant.fileName(), variant.md5());
    }

    Path get(String name, String md5) throws IOException {
        try {
            return download.get(new PublishedFile(name, folder.resolve(name), "MD5", md5));
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; with --base-weights FILE a file that is already here is used", e);
        }
    }
}
