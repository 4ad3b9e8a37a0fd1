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

/** Brings a file's bytes over HTTP: those that are missing, if the server can send a part, otherwise all of them. */
final class Transfer {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final PublishedFile file;
    private final Path part;
    private final FileChannel out;
    private final Path etag;
    private final DownloadProgress progress;
    private final Duration patience;
    private volatile long lastByteAt;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .build();

    /**
     * A transfer.
     *
     * @param part holds the bytes of earlier tries
     * @param out writes that file
     * @param etag holds which version of the file the server sent earlier; need not be there
     * @param patience longest time without a byte
     */
    Transfer(PublishedFile file, Path part, FileChannel out, Path etag, DownloadProgress progress, Duration patience) {
        this.file = file;
        this.part = part;
        this.out = out;
        this.etag = etag;
        this.progress = progress;
        this.patience = patience;
    }

    /** Completes the part file; its checksum is for the caller to look at. */
    void run() throws IOException {
        HttpResponse<InputStream> response = ask(out.size());
        if (response.statusCode() == RANGE_NOT_SATISFIABLE && out.size() > 0) {
            response.body().close();
            // The server has nothing behind what is here: either that is all, or it is too long.
            if (file.checksumOf(part).equals(file.checksum())) {
                return;
            }
            response = ask(0);
        }
        try (InputStream in = response.body()) {
            begin(response);
            lastByteAt = System.nanoTime();
            ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
            try {
                var unused = watch.scheduleWithFixedDelay(
                        () -> closeIfNothingComes(in), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
                copy(in, response.headers().firstValueAsLong("Content-Length").orElse(-1));
            } finally {
                watch.shutdownNow();
            }
        }
    }

    /** The client's own time-outs end with the answer's head: a line that goes dead in the body would be waited for forever. */
    private void closeIfNothingComes(InputStream in) {
        if (System.nanoTime() - lastByteAt > patience.toNanos()) {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Asks for the bytes from an offset on; what lies behind it is dropped. */
    private HttpResponse<InputStream> ask(long offset) throws IOException {
        out.truncate(offset).position(offset);
        HttpRequest.Builder request = HttpRequest.newBuilder(file.address()).timeout(ANSWER_TIMEOUT);
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            if (Files.exists(etag)) {
                // A server whose file is another one by now sends all of it.
                request.header("If-Range", Files.readString(etag));
            }
        }
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            // A refused connection and an unknown host come without a message.
            throw failed("no connection to " + file.address().getHost(), e);
        } catch (IOException e) {
            throw failed(e.getMessage(), e);
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
                    throw failed("the server sends another part (\"" + range + "\") than the one it was asked for;"
                            + " the next try starts anew");
                }
            }
            default -> throw failed("the server answers with status " + response.statusCode());
        }
        // A weak tag (W/...) says nothing of single bytes.
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
            throw failed(
                    "the connection ended after " + out.position() + (total < 0 ? "" : " of " + total)
                            + " bytes; the same command goes on from there",
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
                    "cannot write " + part + ": " + e.getMessage() + "; with room there, the same command goes on", e);
        }
    }

    private IOException failed(String reason) {
        return failed(reason, null);
    }

    private IOException failed(String reason, IOException cause) {
        return new IOException("cannot download " + file.address() + ": " + reason, cause);
    }
}
