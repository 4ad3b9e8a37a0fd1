package io.pawstream.onnx.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Transfers a file over HTTP: the missing bytes if the server supports ranges, otherwise all bytes. */
final class Transfer {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration IDLE_CHECK = Duration.ofMillis(250);
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final PublishedFile file;
    private final Path part;
    private final FileChannel out;
    private final Path etag;
    private final DownloadProgress progress;
    private final Duration idleTimeout;
    private volatile long lastByteAt;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .build();

    /**
     * Creates a transfer.
     *
     * @param file the published file
     * @param part the partial file, with the bytes of earlier attempts
     * @param out writes the partial file
     * @param etag file with the entity tag of the earlier response; may be missing
     * @param progress receives the number of bytes
     * @param idleTimeout longest time without a byte
     */
    Transfer(
            PublishedFile file,
            Path part,
            FileChannel out,
            Path etag,
            DownloadProgress progress,
            Duration idleTimeout) {
        this.file = file;
        this.part = part;
        this.out = out;
        this.etag = etag;
        this.progress = progress;
        this.idleTimeout = idleTimeout;
    }

    /** Completes the partial file. The caller verifies its checksum. */
    void run() throws IOException {
        HttpResponse<InputStream> response = request(out.size());
        if (response.statusCode() == RANGE_NOT_SATISFIABLE && out.size() > 0) {
            response.body().close();
            // The server has no bytes beyond the partial file, which is either complete or too long.
            if (file.checksumOf(part).equals(file.checksum())) {
                return;
            }
            response = request(0);
        }
        try (InputStream in = response.body()) {
            begin(response);
            lastByteAt = System.nanoTime();
            ScheduledExecutorService idleCheck = Executors.newSingleThreadScheduledExecutor();
            try {
                var unused = idleCheck.scheduleWithFixedDelay(
                        () -> closeIfIdle(in), IDLE_CHECK.toMillis(), IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
                copy(in, response.headers().firstValueAsLong("Content-Length").orElse(-1));
            } finally {
                idleCheck.shutdownNow();
            }
        }
    }

    /** The client's timeouts cover only the response headers. A connection that is lost later would block forever. */
    private void closeIfIdle(InputStream in) {
        if (System.nanoTime() - lastByteAt > idleTimeout.toNanos()) {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Requests the bytes from an offset on and truncates the partial file there. */
    private HttpResponse<InputStream> request(long offset) throws IOException {
        out.truncate(offset).position(offset);
        HttpRequest.Builder request = HttpRequest.newBuilder(file.address()).timeout(RESPONSE_TIMEOUT);
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            if (Files.exists(etag)) {
                // The server sends the whole file if it has changed.
                request.header("If-Range", Files.readString(etag));
            }
        }
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            // The exceptions for refused connections and unknown hosts have no message.
            throw failure("cannot connect to " + file.address().getHost(), e);
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while downloading " + file.address(), e);
        }
    }

    private void begin(HttpResponse<InputStream> response) throws IOException {
        String range = response.headers().firstValue("Content-Range").orElse("");
        switch (response.statusCode()) {
            case OK -> out.truncate(0);
            case PARTIAL_CONTENT -> {
                if (!range.startsWith("bytes " + out.size() + "-")) {
                    out.truncate(0);
                    throw failure(
                            "server sent range \"" + range
                                    + "\" instead of the requested one; run the command again to start over",
                            null);
                }
            }
            default -> throw failure("server responded with status " + response.statusCode(), null);
        }
        // Weak tags (W/...) do not guarantee equal bytes.
        String tag = response.headers()
                .firstValue("ETag")
                .filter(found -> !found.startsWith("W/"))
                .orElse("");
        if (tag.isEmpty()) {
            Files.deleteIfExists(etag);
        } else {
            Files.writeString(etag, tag);
        }
    }

    private void copy(InputStream in, long length) throws IOException {
        long total = length < 0 ? -1 : out.size() + length;
        byte[] buffer = new byte[1 << 16];
        for (int count = read(in, buffer, total); count >= 0; count = read(in, buffer, total)) {
            lastByteAt = System.nanoTime();
            write(ByteBuffer.wrap(buffer, 0, count));
            progress.received(out.position(), total);
        }
    }

    private int read(InputStream in, byte[] buffer, long total) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw failure(
                    "connection lost after " + out.position() + (total < 0 ? "" : " of " + total)
                            + " bytes; run the command again to resume",
                    e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException(
                    "cannot write " + part + ": " + e.getMessage()
                            + "; free disk space and run the command again to resume",
                    e);
        }
    }

    private IOException failure(String reason, @Nullable IOException cause) {
        return new IOException("cannot download " + file.address() + ": " + reason, cause);
    }
}
