package io.pawstream.onnx.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Serves one file over HTTP, in parts if it is asked for one, and as badly as a test wants it. */
final class FileServer implements AutoCloseable {

    private final HttpServer server;
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private volatile byte[] content;
    private volatile String etag = "\"1\"";
    private volatile boolean knowsRanges = true;
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private volatile int bytesUntilCut = Integer.MAX_VALUE;

    FileServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/photos.zip");
    }

    /** The Range header of each request, "" where there was none. */
    List<String> ranges() {
        return ranges;
    }

    void replace(byte[] newContent, String newEtag) {
        content = newContent;
        etag = newEtag;
    }

    void forgetRanges() {
        knowsRanges = false;
    }

    void cutAfter(int bytes) {
        bytesUntilCut = bytes;
    }

    /** Sends so many bytes, and then nothing until it is closed. */
    void fallSilentAfter(int bytes) {
        bytesUntilCut = bytes;
        silence = new CountDownLatch(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Optional<String> range =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
        ranges.add(range.orElse(""));
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        boolean partly = knowsRanges && range.isPresent() && (ifRange == null || ifRange.equals(etag));
        int from = partly ? Integer.parseInt(range.get().replaceAll("\\D", "")) : 0;
        exchange.getResponseHeaders().set("ETag", etag);
        if (partly && from >= content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (partly) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(partly ? 206 : 200, content.length - from);
        OutputStream body = exchange.getResponseBody();
        body.write(Arrays.copyOfRange(content, from, (int) Math.min(content.length, (long) from + bytesUntilCut)));
        body.flush();
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
    }
}
