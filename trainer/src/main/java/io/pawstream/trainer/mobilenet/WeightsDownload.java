package io.pawstream.trainer.mobilenet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Gets published weights once and keeps them in a folder. A file there is used if its MD5 is the published one; a download
 * appears there when it is complete and its MD5 is right.
 */
public final class WeightsDownload {

    /** Where Keras publishes its weights. */
    public static final URI PUBLISHED =
            URI.create("https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v3/");

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final URI folder;
    private final Path cache;
    private final DownloadProgress progress;

    /** Is told how many bytes have come. */
    public interface DownloadProgress {
        /**
         * Some bytes have come.
         *
         * @param bytes number of bytes so far
         * @param total number of bytes of the file, or -1 if the server does not say
         */
        void received(long bytes, long total);
    }

    /**
     * A download.
     *
     * @param folder address of the folder that holds the files; ends in a slash
     * @param cache where files are kept; made if need be
     */
    public WeightsDownload(URI folder, Path cache, DownloadProgress progress) {
        this.folder = folder;
        this.cache = cache;
        this.progress = progress;
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
        Path kept = Files.createDirectories(cache).resolve(name);
        if (Files.isRegularFile(kept) && md5.equals(md5(kept))) {
            return kept;
        }
        URI address = folder.resolve(name);
        Path partial = Files.createTempFile(cache, name, ".part");
        try {
            String received = fetch(address, partial);
            if (!received.equals(md5)) {
                throw new IOException(address + " has MD5 " + received + ", but the published file has " + md5
                        + "; it was damaged on its way or replaced");
            }
            Files.move(partial, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return kept;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while downloading " + address, e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Downloads and returns the MD5. */
    private String fetch(URI address, Path target) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(ProxySelector.getDefault())
                .build();
        MessageDigest digest = newMd5();
        try {
            HttpResponse<InputStream> response =
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
            long total = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            try (InputStream in = new DigestInputStream(response.body(), digest);
                    OutputStream out = Files.newOutputStream(target)) {
                if (response.statusCode() != 200) {
                    throw new IOException("the server answers with status " + response.statusCode());
                }
                copy(in, out, total);
            }
        } catch (IOException e) {
            // A refused connection and an unknown host come without a message.
            String reason = e instanceof ConnectException ? "no connection to " + address.getHost() : e.getMessage();
            throw new IOException(
                    "cannot download " + address + ": " + reason
                            + "; with --base-weights FILE a file that is already here is used",
                    e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void copy(InputStream in, OutputStream out, long total) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            bytes += count;
            progress.received(bytes, total);
        }
    }

    private static String md5(Path file) throws IOException {
        MessageDigest digest = newMd5();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
