package io.pawstream.quickstart.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** An HTTP host of one drawn image. It serves one request after the other, and takes half a second for each. */
final class SlowImageHost implements AutoCloseable {

    private static final Duration TIME_PER_IMAGE = Duration.ofMillis(500);

    private final HttpServer server;
    private final byte[] image;

    SlowImageHost() throws IOException {
        try (DrawnSource drawn = new DrawnSource(1)) {
            image = drawn.get(0).read();
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Thread.sleep(TIME_PER_IMAGE.toMillis());
            exchange.sendResponseHeaders(200, image.length);
            exchange.getResponseBody().write(image);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return host and port} */
    String authority() {
        return "localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
