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

/** Serves one file over HTTP, with ranges, and simulates failures. */
final class FileServer implements AutoCloseable {

    private final HttpServer server;
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private volatile byte[] content;
    private volatile String etag = "\"1\"";
    private volatile boolean supportsRanges = true;
    private volatile CountDownLatch stall = new CountDownLatch(0);
    private volatile int bytesUntilCut = Integer.MAX_VALUE;

    FileServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                respond(exchange);
            }
        });
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/photos.zip");
    }

    /** Returns the Range header of each request, "" if it was missing. */
    List<String> ranges() {
        return ranges;
    }

    void replace(byte[] newContent, String newEtag) {
        content = newContent;
        etag = newEtag;
    }

    void ignoreRanges() {
        supportsRanges = false;
    }

    void cutAfter(int bytes) {
        bytesUntilCut = bytes;
    }

    /** Sends a number of bytes, and then nothing until the server is closed. */
    void stallAfter(int bytes) {
        bytesUntilCut = bytes;
        stall = new CountDownLatch(1);
    }

    private void respond(HttpExchange exchange) throws IOException {
        Optional<String> range =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
        ranges.add(range.orElse(""));
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        boolean partly = supportsRanges && range.isPresent() && (ifRange == null || ifRange.equals(etag));
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
            stall.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stall.countDown();
        server.stop(0);
    }
}
