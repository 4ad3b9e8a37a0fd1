package io.pawstream.onnx.download;

/** Is told how many bytes have come. */
public interface DownloadProgress {

    /**
     * Some bytes have come.
     *
     * @param bytes number of bytes that are here, those of an earlier, cut download among them
     * @param total number of bytes of the file, or -1 if the server does not say
     */
    void received(long bytes, long total);
}
