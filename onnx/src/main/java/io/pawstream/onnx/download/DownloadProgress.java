package io.pawstream.onnx.download;

/** Receives the progress of a download. */
public interface DownloadProgress {

    /**
     * Reports that bytes were received.
     *
     * @param bytes number of bytes on disk, including those of an earlier, interrupted download
     * @param total size of the file in bytes, or -1 if the server does not report it
     */
    void received(long bytes, long total);
}
